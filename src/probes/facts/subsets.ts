import type { Obstacle } from '../../model/action.ts';
import { didYouMean } from '../../text/edit-distance.ts';
import type { FactGroup } from './group.ts';
import { FACT_GROUPS } from './groups.ts';

/** What only other programs tell, which are not run. They may be left out by name all the same. */
const FOREIGN: ReadonlySet<string> = new Set(['facter', 'ohai']);

/** Words that mean groups of every kind. */
const WHOLE: ReadonlySet<string> = new Set(['all', 'min']);

/** Every word that `gather_subset` may have. */
const SUBSETS: ReadonlySet<string> = new Set([...WHOLE, ...FACT_GROUPS.flatMap(({ subsets }) => subsets)]);

/** What is wrong with words of `gather_subset`; undefined: nothing. */
export function subsetMistake(words: readonly string[]): Obstacle | undefined {
  const wrong = words.find((word) => !word.startsWith('!') && !SUBSETS.has(word));
  if (wrong === undefined) return undefined;
  if (FOREIGN.has(wrong))
    return {
      why: `${wrong} is not asked for facts`,
      hint: 'gather_subset takes `all`, or the names of groups of facts',
    };
  return {
    why: `there is no group of facts \`${wrong}\``,
    hint: didYouMean(wrong, SUBSETS) ?? `there are ${[...SUBSETS].toSorted().join(', ')}`,
  };
}

/**
 * The groups that words of `gather_subset` ask for. Those of `min` are among them unless `!min` takes them away, and what
 * is named counts more than what is left out.
 */
export function groupsOf(subsets: readonly string[]): readonly FactGroup[] {
  const left = new Set(subsets.filter((word) => word.startsWith('!')).map((word) => word.slice(1)));
  const named = new Set(subsets.filter((word) => !word.startsWith('!')));
  const isAsked = ({ subsets: own }: FactGroup): boolean => {
    const names = own.filter((word) => !WHOLE.has(word));
    if (names.some((word) => named.has(word))) return true;
    if (names.some((word) => left.has(word))) return false;
    return own.includes('min') ? !left.has('min') : named.has('all') && !left.has('all');
  };
  const asked = FACT_GROUPS.filter(isAsked);
  const brought = new Set(asked.flatMap(({ brings = [] }) => brings));
  return FACT_GROUPS.filter((group) => asked.includes(group) || brought.has(group.name));
}
