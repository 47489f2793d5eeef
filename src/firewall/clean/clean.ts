import { type OwnersOptions, ownersOf } from '../owners/owners.ts';
import type { RulesText } from '../text/rules.ts';
import { cleanTable } from './clean-table.ts';
import type { Cleaned, Unclear } from './cleaned.ts';
import { sayUnshown, unshownIn } from './unshown.ts';
import { writeCleaned } from './write-cleaned.ts';

/**
 * Takes out of the text what programs put there and put there again: what is left can be loaded at boot, before any of
 * them runs. Keeps every rule of the administrator's and of the installer's in its order; of equal neighbours that do
 * nothing the second time it keeps the first. Counters become zero, the comments of iptables-save go, the
 * administrator's stay. Cleaning what is clean changes nothing.
 *
 * Takes time in proportion to the text.
 */
export function cleanRules(rules: RulesText, options: OwnersOptions = {}): Cleaned {
  const tables = ownersOf(rules, options).tables.map(cleanTable);
  const refused = tables.flatMap((table) => table.refused);
  return {
    text: refused.length > 0 ? undefined : writeCleaned(rules, tables),
    dropped: tables.flatMap((table) => table.dropped).sort(byLine),
    moved: tables.flatMap((table) => table.moved),
    undecided: [...notShown(rules), ...tables.flatMap((table) => (table.kept ? table.undecided : []))],
    refused: refused.sort(byLine),
  };
}

function byLine(a: { readonly line: number }, b: { readonly line: number }): number {
  return a.line - b.line;
}

function notShown({ lines }: RulesText): readonly Unclear[] {
  const texts = lines.map(({ text }) => text);
  return unshownIn(texts).map((unshown) => ({
    line: unshown.line,
    table: unshown.table,
    text: texts[unshown.line - 1] ?? '',
    why: `${sayUnshown(unshown)}, so what it held cannot be told`,
    fix: 'write down what belongs into the file, and remove this line',
  }));
}
