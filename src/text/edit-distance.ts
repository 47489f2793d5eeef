/** Names beyond this many are not looked at: a hint is not worth the wait. */
const MOST = 5000;

/**
 * The candidate that `word` was most likely meant to be; `undefined` when none is close: at most one slip for every
 * three of its characters begun. A swap of neighbours is one slip, a difference in case alone less than one. The first of
 * equals wins.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  // Longer words are no slip of the fingers, and comparing them costs the product of their lengths.
  if (word.length > 64) return undefined;
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  const allowed = Math.ceil(word.length / 3);
  let looked = 0;
  for (const candidate of candidates) {
    looked += 1;
    if (looked > MOST) break;
    if (Math.abs(word.length - candidate.length) > allowed) continue;
    const distance = slips(word, candidate);
    // A word of one letter is one slip away from every other one.
    if (distance > allowed || distance >= word.length) continue;
    if (best === undefined || distance < best.distance) best = { candidate, distance };
  }
  return best?.candidate;
}

/** ``did you mean `tasks`?``; `undefined` when nothing is close. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const candidate = nearest(word, candidates);
  // The very word is there, and something else is wrong with it.
  return candidate === undefined || candidate === word ? undefined : `did you mean \`${candidate}\`?`;
}

/** Insertions, deletions, replacements and swaps of neighbours between two words, each used letter once. */
function slips(left: string, right: string): number {
  const a = left.toLowerCase();
  const b = right.toLowerCase();
  if (a === b) return left === right ? 0 : 0.5;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
