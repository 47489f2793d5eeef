import { itemAt, lastOf } from '../present.ts';

/** Names beyond this many are not looked at: a hint is not worth the wait. */
const most = 5000;

/** ``did you mean `name`?``, when one of the names is near enough to be what was meant. */
export function suggest(wanted: string, names: Iterable<string>): string | undefined {
  // A name this long is data, not a name: comparing it would be slow and help nobody.
  if (wanted.length > 64) return undefined;

  let nearest: string | undefined;
  let limit = Math.min(3, Math.floor(wanted.length / 2) + 1);
  let looked = 0;
  for (const name of names) {
    looked += 1;
    if (looked > most) break;
    if (name === wanted || Math.abs(name.length - wanted.length) >= limit) continue;
    const distance = editDistance(wanted.toLowerCase(), name.toLowerCase());
    if (distance >= limit) continue;
    nearest = name;
    limit = distance;
  }
  return nearest === undefined ? undefined : `did you mean \`${nearest}\`?`;
}

/** Insertions, deletions, replacements and swaps of neighbours between two words. */
function editDistance(from: string, to: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = itemAt(row, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = isSwap ? itemAt(before, j - 2) + 1 : replaced;
      next.push(Math.min(replaced, swapped, itemAt(row, j) + 1, itemAt(next, j - 1) + 1));
    }
    [before, row] = [row, next];
  }
  return lastOf(row);
}
