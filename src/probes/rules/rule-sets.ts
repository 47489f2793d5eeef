import type { Answer } from '../../model/action.ts';
import { linesOf } from '../answer.ts';
import type { Probe } from '../probe.ts';
import { MOST_RULES, readSaves, rulesInKernel, type Save } from './saves.ts';

/** The rules in a host's kernel, chain by chain. */
export type RuleSets = ReadonlyMap<string, KernelChain>;

/** One chain, by the key `iptables-save nat POSTROUTING`. */
export interface KernelChain {
  /** `iptables-save`, `ip6tables-nft-save`: the program that told of it. */
  readonly program: string;
  readonly table: string;
  readonly name: string;
  /** `ACCEPT`, `DROP`; `-` for a chain that is not built in. */
  readonly policy: string;
  /** As after `-A CHAIN `, in their order. */
  readonly rules: readonly string[];
}

/** One look at the kernel. */
export interface RuleLook {
  readonly rules: RuleSets;
  /** What is in the kernel and could not be shown, by the program that says so. */
  readonly blind: readonly Save[];
  /** Two looks were the same. True where there was only one. */
  readonly settled: boolean;
}

/** @param settleSeconds looks twice with so many seconds between, to tell whether the rules still change */
export function ruleSets(settleSeconds: number | undefined): Probe<RuleLook> {
  return {
    argv: settleSeconds === undefined ? rulesInKernel.argv : ['rr_firewall_settled', String(settleSeconds)],
    keepBytes: MOST_RULES,
    read: (answer) => {
      const rules = readRules(answer);
      if (typeof rules === 'string') return rules;
      const settled = settleSeconds === undefined || linesOf(answer).at(-1) === '=settled yes';
      return { rules, blind: blindSpots(answer), settled };
    },
    hint: 'compare with `iptables-save` and `docker ps` on the host',
  };
}

/** The rules, or in one sentence why they are not known. */
export function readRules(answer: Answer): RuleSets | string {
  const saves = readSaves(answer);
  if (typeof saves === 'string') return `the rules in the kernel are not known: ${saves}`;
  const chains: Reading['chains'] = new Map();
  for (const { program, text, trouble } of saves) {
    if (trouble !== undefined) return `the rules in the kernel are not known: ${trouble}`;
    const reading: Reading = { chains, program, table: '' };
    for (const line of text.split('\n')) readLine(reading, line);
  }
  return chains;
}

function blindSpots(answer: Answer): readonly Save[] {
  const saves = readSaves(answer);
  return typeof saves === 'string' ? [] : saves.filter(({ unshown }) => unshown.length > 0);
}

interface Reading {
  readonly chains: Map<string, KernelChain & { readonly rules: string[] }>;
  readonly program: string;
  table: string;
}

function readLine(reading: Reading, line: string): void {
  const { chains, program, table } = reading;
  if (line.startsWith('*')) reading.table = line.slice(1);
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
