import { whyNot } from '../../app/every-host.ts';
import { reachHosts } from '../../app/system/connect.ts';
import { lookAtAll } from '../../engine/look/ask-hosts.ts';
import { outputOf, troubleIn } from '../../probes/answer.ts';
import { LARGEST_TEXT } from '../../probes/file/host-file.ts';
import { type Probe, questionsOf, readAll, type Told } from '../../probes/probe.ts';
import { factsOfProgram, type Program } from '../../probes/rules/program.ts';
import { blindTo, rulesInKernel, type Save } from '../../probes/rules/saves.ts';
import { usualOf } from '../../probes/rules/which-program.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import type { Cli } from '../cli.ts';
import { loadedHosts } from '../loading.ts';
import type { HostRules, LiveSource } from './host-sources.ts';
import type { FirewallOptions } from './options.ts';
import { type ReadSource, understand } from './sources.ts';

/** The files that iptables-services loads at boot. */
const SAVED = { iptables: '/etc/sysconfig/iptables', ip6tables: '/etc/sysconfig/ip6tables' };

/** The text of a file; none where there is no file. */
function textAt(path: string): Probe<{ readonly text: string }> {
  return {
    argv: ['sh', '-c', `[ ! -e ${path} ] || exec cat ${path}`],
    keepBytes: LARGEST_TEXT,
    read: (answer) => troubleIn(answer) ?? { text: outputOf(answer) },
  };
}

const PROBES = {
  iptablesFile: textAt(SAVED.iptables),
  ip6tablesFile: textAt(SAVED.ip6tables),
  saves: rulesInKernel,
  iptables: factsOfProgram('iptables'),
  ip6tables: factsOfProgram('ip6tables'),
};

export interface Fleet {
  readonly hosts: readonly HostRules[];
  /** Hosts that could not be asked. */
  readonly missing: number;
}

/**
 * Reads the rules of every host of the inventory as root, and changes nothing. Hosts that cannot be asked are told on standard
 * error. Undefined: the inventory is wrong, and that has been told.
 */
export async function fleetRules(options: FirewallOptions, cli: Cli): Promise<Fleet | undefined> {
  const asked = await loadedHosts('rulerun firewall', options, cli);
  if (asked === undefined) return undefined;
  await using reached = reachHosts(cli.stateDir);
  const results = await lookAtAll(asked, questionsOf(PROBES), reached.connect, options.forks);
  const leftOut = (host: string, why: string): readonly HostRules[] => {
    cli.terminal.err(`${safeLine(host)}: ${safeLine(why)}\n`);
    return [];
  };
  const hosts = results.flatMap(({ host, answers }) => {
    if (!answers.ok) return leftOut(host, whyNot(host, answers.failure));
    const read = readAll(PROBES, answers.value);
    return 'told' in read ? rulesOf(host, read.told) : leftOut(host, read.trouble.why);
  });
  return { hosts, missing: results.length - hosts.length };
}

function rulesOf(host: string, told: Told<typeof PROBES>): HostRules {
  const { saves } = told;
  const liveOf = (program: Program): readonly LiveSource[] => {
    const ofFamily = saves.filter((save) => save.program.startsWith(program) && save.trouble === undefined);
    const usual = usualOf(ofFamily, told[program]);
    return ofFamily.map((save) => shownBy(host, save, save === usual));
  };
  return {
    host,
    saved: [
      ...savedIn(`${host}:${SAVED.iptables}`, told.iptablesFile),
      ...savedIn(`${host}:${SAVED.ip6tables}`, told.ip6tablesFile),
    ],
    live: [...liveOf('iptables'), ...liveOf('ip6tables')],
    gaps: saves.flatMap(gapsIn),
  };
}

function gapsIn(save: Save): readonly string[] {
  const blind = blindTo(save);
  return [
    ...(save.trouble === undefined ? [] : [`the rules in the kernel are not known: ${save.trouble}`]),
    ...(blind === undefined ? [] : [`${blind.why}; ${blind.hint}`]),
  ];
}

function shownBy(host: string, { program, text }: Save, usual: boolean): LiveSource {
  const source = understand({ name: `${host}:${program}`, text: text.endsWith('\n') ? text : `${text}\n` });
  return { ...source, program, usual };
}

function savedIn(name: string, { text }: { readonly text: string }): readonly ReadSource[] {
  return text === '' ? [] : [understand({ name, text })];
}
