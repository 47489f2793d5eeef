import { itemAt, lastOf } from './present.ts';

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

/** Insertions, deletions and replacements between two words. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      const replaced = itemAt(row, j) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, itemAt(row, j + 1) + 1, itemAt(next, j) + 1));
    }
    row = next;
  }
  return lastOf(row);
}
