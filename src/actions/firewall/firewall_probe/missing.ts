import type { KernelChain, RuleSets } from '../../../probes/rules/rule-sets.ts';
import { type Expected, expectedFrom, PRESETS } from './expected.ts';
import { sayPeriod, sayPeriodOfContent } from './period.ts';
import { jumpsIn, type Reach } from './reach.ts';

/** Chains, and those of them that do not count. */
export interface Expectation {
  readonly expect: readonly string[];
  readonly except: readonly string[];
}

/** What of `expect` is not there, each a sentence that says when it comes back. */
export function missingFrom(
  { expect, except }: Expectation,
  now: RuleSets,
  before: RuleSets | undefined,
): readonly string[] {
  const wanted = expect
    .flatMap((word): readonly (Expected | string)[] => {
      if (word === 'auto') return before === undefined ? [] : expectedFrom(before);
      return PRESETS.get(word) ?? [word];
    })
    .filter((each) => !except.includes(typeof each === 'string' ? each : each.chain));
  return [
    ...new Set(
      wanted.flatMap((each) => (typeof each === 'string' ? missingName(each, now) : missing(each, now))),
    ),
  ];
}

/** A chain that was named: in any table, and reached from any built-in chain. */
function missingName(name: string, now: RuleSets): readonly string[] {
  const all = [...now.values()];
  const found = all.filter((chain) => chain.name === name);
  if (found.length === 0) return [`the chain ${name} is not there (${sayPeriod(name)})`];
  const reached = found.some(({ program, table }) =>
    builtIn(all, program, table).some((chain) => jumpsIn(now, chain).reached.has(name)),
  );
  return reached ? [] : [`no rule before a REJECT or DROP leads to ${name} (${sayPeriod(name)})`];
}

function missing({ program, table, chain: name, from, filled }: Expected, now: RuleSets): readonly string[] {
  const all = [...now.values()];
  const found = all.filter(
    (chain) =>
      chain.name === name &&
      chain.table === table &&
      (program === undefined ? !chain.program.startsWith('ip6') : chain.program === program),
  );
  const place = `${name} of the table ${table}`;
  if (found.length === 0) return [`the chain ${place} is not there (${sayPeriod(name)})`];
  const problems = found.map((chain) => {
    const starts = builtIn(all, chain.program, table).filter((start) => from.includes(start.name));
    const lost = from.flatMap((start) => {
      const there = starts.find((each) => each.name === start);
      return lostWay(there && jumpsIn(now, there), start, place, name);
    });
    const empty = filled && chain.rules.length === 0;
    return [...lost, ...(empty ? [`the chain ${place} is empty (${sayPeriodOfContent(name)})`] : [])];
  });
  // Of two backends one is enough: what the other has may be left over.
  return problems.sort((one, other) => one.length - other.length)[0] ?? [];
}

function lostWay(reach: Reach | undefined, from: string, place: string, name: string): readonly string[] {
  if (reach?.reached.has(name) === true) return [];
  if (reach?.behind.has(name) === true) {
    return [
      `the rule of ${from} that leads to ${place} is behind one that takes every packet (it stays there until somebody moves it)`,
    ];
  }
  return [`no rule of ${from} leads to ${place} (${sayPeriod(name)})`];
}

function builtIn(all: readonly KernelChain[], program: string, table: string): readonly KernelChain[] {
  return all.filter((chain) => chain.program === program && chain.table === table && chain.policy !== '-');
}
