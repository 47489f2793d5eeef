import { cleanRules } from '../../firewall/clean/clean.ts';
import { outputOf, troubleIn } from '../../probes/answer.ts';
import { LARGEST_TEXT } from '../../probes/file/host-file.ts';
import type { Probe } from '../../probes/probe.ts';
import { factsOfProgram, type Program } from '../../probes/rules/program.ts';
import { blindTo, rulesInKernel, type Save } from '../../probes/rules/saves.ts';
import { usualOf } from '../../probes/rules/which-program.ts';
import type { Cli } from '../cli.ts';
import { type AnsweredHost, lookAtHosts } from './hosts.ts';
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

/** What one program shows of a kernel. */
interface Live extends ReadSource {
  /** `iptables-nft-save` */
  readonly program: string;
  /** The program that the plain name means, with which the file is loaded. */
  readonly usual: boolean;
}

/** What a host loads at boot and what is in its kernel, by family. */
export interface HostRules {
  readonly host: string;
  readonly saved: readonly ReadSource[];
  readonly live: readonly Live[];
  /** What of the kernel could not be seen, each a sentence. */
  readonly gaps: readonly string[];
}

export interface Fleet {
  readonly hosts: readonly HostRules[];
  /** Hosts that could not be asked. */
  readonly missing: number;
}

/** Reads the rules of every host of the inventory. Undefined: the inventory is wrong, and that has been told. */
export async function fleetRules(options: FirewallOptions, cli: Cli): Promise<Fleet | undefined> {
  const found = await lookAtHosts(PROBES, options, cli);
  if (found === undefined) return undefined;
  return { missing: found.missing, hosts: found.looked.map(rulesOf) };
}

function rulesOf({ host, told }: AnsweredHost<typeof PROBES>): HostRules {
  const { saves } = told;
  const liveOf = (program: Program): readonly Live[] => {
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

function shownBy(host: string, { program, text }: Save, usual: boolean): Live {
  const source = understand({ name: `${host}:${program}`, text: text.endsWith('\n') ? text : `${text}\n` });
  return { ...source, program, usual };
}

function savedIn(name: string, { text }: { readonly text: string }): readonly ReadSource[] {
  return text === '' ? [] : [understand({ name, text })];
}

/** Not those of an iptables that is not in use. */
export function withRules({ live }: HostRules): readonly ReadSource[] {
  return live.filter(({ text }) => /^-A /m.test(text));
}

/**
 * What is saved and what runs, side by side, without what programs put there: what a restart would change. The file is
 * loaded by the program of the plain name; what another backend has beside comes from no file, and stands by itself.
 */
export function savedAndLive({
  host,
  saved,
  live,
}: HostRules): readonly (readonly [ReadSource, ReadSource])[] {
  return saved.flatMap((before) => {
    const family = before.name.endsWith('ip6tables') ? 'ip6tables' : 'iptables';
    const ofFamily = live.filter(({ program }) => program.startsWith(family));
    const pairs = ofFamily
      .filter(({ usual }) => usual)
      .map((now) => [withoutOthers(before), withoutOthers(now)] as const);
    const beside = ofFamily.filter(({ usual, text }) => !usual && /^-A /m.test(text)).map(withoutOthers);
    const nowhere = understand({ name: `${host}: in no file`, text: '' });
    return [
      ...pairs,
      ...beside.filter(({ text }) => /^-A /m.test(text)).map((now) => [nowhere, now] as const),
    ];
  });
}

function withoutOthers(source: ReadSource): ReadSource {
  const text = source.rules && cleanRules(source.rules).text;
  return text === undefined ? source : understand({ name: source.name, text });
}
