import type { Answer } from '../../model/action.ts';
import { linesOf, troubleIn } from '../answer.ts';

/** The rules in a host's kernel: the answer of `rr_firewall` or `rr_firewall_settled`. */
export type RuleSets = ReadonlyMap<string, Chain>;

/** One chain, by the key `iptables-save nat POSTROUTING`. */
export interface Chain {
  /** `iptables-save`, `ip6tables-nft-save`: the program that told of it. */
  readonly program: string;
  readonly table: string;
  readonly name: string;
  /** `ACCEPT`, `DROP`; `-` for a chain that is not built in. */
  readonly policy: string;
  /** As after `-A CHAIN `, in their order. */
  readonly rules: readonly string[];
}

/** The rules, or in one sentence why they are not known. */
export function readRules(answer: Answer): RuleSets | string {
  const trouble = troubleIn(answer);
  if (trouble !== undefined) return `the rules in the kernel are not known: ${trouble}`;
  const reading: Reading = { chains: new Map(), program: '', table: '' };
  for (const line of linesOf(answer)) {
    const code = /^=end (\d*)$/.exec(line)?.[1];
    if (code !== undefined && code !== '0') {
      return `the rules in the kernel are not known: ${reading.program} ended with exit code ${code}`;
    }
    if (code === undefined) readLine(reading, line);
  }
  return reading.chains;
}

/** Whether two looks were the same: the last line of `rr_firewall_settled`. */
export function isSettled(answer: Answer): boolean {
  return linesOf(answer).at(-1) === '=settled yes';
}

interface Reading {
  readonly chains: Map<string, Chain & { readonly rules: string[] }>;
  program: string;
  table: string;
}

function readLine(reading: Reading, line: string): void {
  const { chains, program, table } = reading;
  if (line.startsWith('=')) reading.program = line.slice(1);
  else if (line.startsWith('*')) reading.table = line.slice(1);
  else if (line.startsWith(':')) {
    const [name = '', policy = '-'] = line.slice(1).split(' ');
    chains.set(keyOf(program, table, name), { program, table, name, policy, rules: [] });
  } else {
    const [, name = '', rule = ''] = /^-A (\S+) ?(.*)$/.exec(line) ?? [];
    chains.get(keyOf(program, table, name))?.rules.push(rule);
  }
}

function keyOf(program: string, table: string, name: string): string {
  return `${program} ${table} ${name}`;
}
