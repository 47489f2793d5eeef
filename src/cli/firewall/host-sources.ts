import { LARGEST_TEXT } from '../../actions/host-file/host-file.ts';
import { ASK_RULES } from '../../actions/kernel-rules/ask.ts';
import { cleanRules } from '../../firewall/clean.ts';
import type { Answer, Observation } from '../../model/action.ts';
import type { Cli } from '../command-line.ts';
import { lookAtHosts } from './hosts.ts';
import type { FirewallOptions } from './options.ts';
import { type ReadSource, type Source, understand } from './sources.ts';

/** The files that iptables-services loads at boot. */
const SAVED = ['/etc/sysconfig/iptables', '/etc/sysconfig/ip6tables'] as const;

const QUESTIONS: readonly Observation[] = [
  ...SAVED.map((path) => ({
    argv: ['sh', '-c', `[ ! -e ${path} ] || exec cat ${path}`] as const,
    keepBytes: LARGEST_TEXT,
  })),
  ASK_RULES,
];

/** What a host loads at boot and what is in its kernel, by family. */
export interface HostRules {
  readonly saved: readonly ReadSource[];
  readonly live: readonly ReadSource[];
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
  return {
    missing: found.missing,
    hosts: found.looked.map(({ host, answers }) => ({
      saved: SAVED.flatMap((path, index) => savedIn(`${host}:${path}`, answers[index])),
      live: partsOf(host, textOf(answers[SAVED.length])).map(understand),
    })),
  };
}

function savedIn(name: string, answer: Answer | undefined): readonly ReadSource[] {
  const text = textOf(answer);
  return text === '' ? [] : [understand({ name, text })];
}

function textOf(answer: Answer | undefined): string {
  return answer === undefined ? '' : Buffer.from(answer.stdout).toString();
}

/** One part for each program that told rules, and none for those of an iptables that is not in use. */
function partsOf(host: string, text: string): readonly Source[] {
  return [...text.matchAll(/^=(?!end )(\S+)\n([\s\S]*?)^=end /gm)].flatMap(([, program = '', rules = '']) =>
    /^-A /m.test(rules) ? [{ name: `${host}:${program}`, text: withCommits(rules) }] : [],
  );
}

/** The kit leaves comments out; what is left are whole tables. */
function withCommits(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** What is saved and what runs, side by side, without what programs put there: what a restart would change. */
export function savedAndLive({ saved, live }: HostRules): readonly (readonly [ReadSource, ReadSource])[] {
  return saved.flatMap((before) => {
    const family = before.name.endsWith('ip6tables') ? 'ip6tables' : 'iptables';
    const now = live.find(({ name }) => name.slice(name.indexOf(':') + 1).startsWith(`${family}-`));
    return now === undefined ? [] : [[withoutOthers(before), withoutOthers(now)] as const];
  });
}

function withoutOthers(source: ReadSource): ReadSource {
  const text = source.rules && cleanRules(source.rules).text;
  return text === undefined ? source : understand({ name: source.name, text });
}
