import { groupedBy } from '../../model/values/grouped.ts';
import type { Rule, RulesText } from '../text/rules.ts';
import { type RuleTerms, termsOf } from './terms.ts';

/** A rule, and what it says in the one way of saying it. */
export type ReadRule = readonly [Rule, RuleTerms];

/** The rules of one chain of one table, over all the places of the text where the table stands. */
export type RulesIn = (table: string, chain: string) => readonly ReadRule[];

export interface ReadText {
  /** By table, in the order of the text. */
  readonly tables: readonly (readonly ReadRule[])[];
  readonly rulesIn: RulesIn;
}

export function readText({ tables }: RulesText): ReadText {
  const read = tables.map(({ rules }) => rules.map((rule): ReadRule => [rule, termsOf(rule)]));
  const byPlace = groupedBy(read.flat(), ([{ table, chain }]) => placeOf(table, chain));
  return { tables: read, rulesIn: (table, chain) => byPlace.get(placeOf(table, chain)) ?? [] };
}

function placeOf(table: string, chain: string): string {
  return `${table} ${chain}`;
}
