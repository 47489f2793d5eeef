import { answerAt } from '../../actions/answer.ts';
import { LARGEST_TEXT } from '../../actions/host-file/host-file.ts';
import { ASK_RULES, askProgram, type Program } from '../../actions/kernel-rules/ask.ts';
import { blindTo, readSaves, type Save } from '../../actions/kernel-rules/saves.ts';
import { usualOf } from '../../actions/kernel-rules/which-program.ts';
import { cleanRules } from '../../firewall/clean.ts';
import type { Answer, Observation } from '../../model/action.ts';
import type { Cli } from '../cli.ts';
import { type Looked, lookAtHosts } from './hosts.ts';
import type { FirewallOptions } from './options.ts';
import { type ReadSource, understand } from './sources.ts';

/** The files that iptables-services loads at boot. */
const SAVED = ['/etc/sysconfig/iptables', '/etc/sysconfig/ip6tables'] as const;

/** In the order of `SAVED`. */
const PROGRAMS: readonly Program[] = ['iptables', 'ip6tables'];

const QUESTIONS: readonly Observation[] = [
  ...SAVED.map((path) => ({
    argv: ['sh', '-c', `[ ! -e ${path} ] || exec cat ${path}`] as const,
    keepBytes: LARGEST_TEXT,
  })),
  ASK_RULES,
  ...PROGRAMS.map(askProgram),
];

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
  const found = await lookAtHosts(QUESTIONS, options, cli);
  if (found === undefined) return undefined;
  return { missing: found.missing, hosts: found.looked.map(rulesOf) };
}

function rulesOf({ host, answers }: Looked): HostRules {
  const saves = readSaves(answerAt(answers, SAVED.length));
  const parts = typeof saves === 'string' ? [] : saves;
  return {
    host,
    saved: SAVED.flatMap((path, index) => savedIn(`${host}:${path}`, answers[index])),
    live: PROGRAMS.flatMap((program, index) => {
      const ofFamily = parts.filter((save) => save.program.startsWith(program) && save.trouble === undefined);
      const usual = usualOf(ofFamily, answerAt(answers, SAVED.length + 1 + index));
      return ofFamily.map((save) => liveOf(host, save, save === usual));
    }),
    gaps: typeof saves === 'string' ? [saves] : saves.flatMap(gapsIn),
  };
}

function gapsIn(save: Save): readonly string[] {
  const blind = blindTo(save);
  return [
    ...(save.trouble === undefined ? [] : [`the rules in the kernel are not known: ${save.trouble}`]),
    ...(blind === undefined ? [] : [`${blind.why}; ${blind.hint}`]),
  ];
}

function liveOf(host: string, { program, text }: Save, usual: boolean): Live {
  const source = understand({ name: `${host}:${program}`, text: text.endsWith('\n') ? text : `${text}\n` });
  return { ...source, program, usual };
}

function savedIn(name: string, answer: Answer | undefined): readonly ReadSource[] {
  const text = answer === undefined ? '' : Buffer.from(answer.stdout).toString();
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
