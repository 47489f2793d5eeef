import { printRule } from '../text/quote.ts';
import type { Rule } from '../text/rules.ts';
import type { ChainDifference, RuleChange, TableDifference } from './difference.ts';

/** So many unchanged rules stand around a change. */
const AROUND = 3;

/** What the two texts are called in the first two lines. */
export interface TextNames {
  readonly before: string;
  readonly after: string;
}

/**
 * The difference in the form of a unified diff, for people: `-` went, `+` came, and a line that begins with `\` tells where
 * a rule moved. Rules are counted in their chain, from 1, as `iptables --line-numbers` counts. Empty without a difference.
 */
export function printDifference(difference: readonly TableDifference[], names: TextNames): string {
  if (difference.length === 0) return '';
  const lines = [`--- ${names.before}`, `+++ ${names.after}`, ...difference.flatMap(tableLines)];
  return lines.map((line) => `${line}\n`).join('');
}

function tableLines({ table, kind, chains }: TableDifference): readonly string[] {
  return [`${SIGN[kind]}*${table}`, ...chains.flatMap((chain) => chainLines(chain, table))];
}

const SIGN: Readonly<Record<TableDifference['kind'], string>> = { added: '+', removed: '-', changed: ' ' };

function chainLines({ chain, kind, policy, rules }: ChainDifference, table: string): readonly string[] {
  return [
    ...headLines(chain, kind, policy),
    ...hunks(rules).flatMap((hunk) => hunkLines(hunk, `${table} ${chain}`)),
  ];
}

function headLines(
  chain: string,
  kind: ChainDifference['kind'],
  policy: ChainDifference['policy'],
): readonly string[] {
  const was = `-:${chain} ${policy?.before ?? '-'}`;
  const is = `+:${chain} ${policy?.after ?? '-'}`;
  if (kind === 'added') return [is];
  if (kind === 'removed') return [was];
  return policy === undefined ? [] : [was, is];
}

interface Numbered {
  readonly change: RuleChange;
  /** The numbers of the next rule of either side, from 1. */
  readonly before: number;
  readonly after: number;
  readonly notes: readonly string[];
}

/** The changes with what stands around them; two that are near share what is between them. */
function hunks(rules: readonly RuleChange[]): readonly (readonly Numbered[])[] {
  const found: Numbered[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  const all = numbered(rules);
  for (const [index, { change }] of all.entries()) {
    if (change.kind === 'kept') continue;
    const from = Math.max(index - AROUND, last);
    const hunk = index - AROUND <= last ? found.at(-1) : undefined;
    if (hunk === undefined) found.push(all.slice(Math.max(0, index - AROUND), index + AROUND + 1));
    else hunk.push(...all.slice(from, index + AROUND + 1));
    last = Math.min(all.length, index + AROUND + 1);
  }
  return found;
}

function numbered(rules: readonly RuleChange[]): readonly Numbered[] {
  const old = new Map<Rule, number>();
  const now = new Map<Rule, number>();
  const counted = rules.map((change) => {
    const numbers = { change, before: old.size + 1, after: now.size + 1 };
    if (isBefore(change)) old.set(change.before, numbers.before);
    if (isAfter(change)) now.set(change.after, numbers.after);
    return numbers;
  });
  return counted.map((numbers) => ({ ...numbers, notes: notesOf(numbers.change, old, now) }));
}

function isBefore(
  change: RuleChange,
): change is Exclude<RuleChange, { readonly kind: 'added' | 'moved-here' }> {
  return change.kind !== 'added' && change.kind !== 'moved-here';
}

function isAfter(
  change: RuleChange,
): change is Exclude<RuleChange, { readonly kind: 'removed' | 'moved-away' }> {
  return change.kind !== 'removed' && change.kind !== 'moved-away';
}

type Places = ReadonlyMap<Rule, number>;

function notesOf(change: RuleChange, old: Places, now: Places): readonly string[] {
  if (change.kind === 'moved-away') return [`\\ moved to rule ${now.get(change.after)}`];
  return change.kind === 'moved-here' ? [`\\ moved from rule ${old.get(change.before)}`] : [];
}

function hunkLines(hunk: readonly Numbered[], where: string): readonly string[] {
  const old = hunk.filter(({ change }) => isBefore(change)).length;
  const now = hunk.filter(({ change }) => isAfter(change)).length;
  const range = (start: number | undefined, count: number): string =>
    `${count === 0 ? (start ?? 1) - 1 : start},${count}`;
  const [first] = hunk;
  const head = `@@ -${range(first?.before, old)} +${range(first?.after, now)} @@ ${where}`;
  return [head, ...hunk.flatMap(({ change, notes }) => [lineOf(change), ...notes])];
}

function lineOf(change: RuleChange): string {
  switch (change.kind) {
    case 'kept':
      return ` ${show(change.after)}`;
    case 'removed':
    case 'moved-away':
      return `-${show(change.before)}`;
    case 'added':
    case 'moved-here':
      return `+${show(change.after)}`;
  }
}

function show({ chain, words }: Rule): string {
  return printRule(chain, words);
}
