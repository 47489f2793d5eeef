/**
 * The candidate that `word` was most likely meant to be; `undefined` when none is close: at most one slip for every
 * three characters. A swap of neighbours is one slip, and so is a difference in case alone. The first of equals wins.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  // Longer words are no slip of the fingers, and comparing them costs the product of their lengths.
  if (word.length > 64) return undefined;
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const allowed = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    if (Math.abs(word.length - candidate.length) > allowed) continue;
    const distance = slips(word, candidate);
    // A word of one or two letters is one slip away from every other one.
    if (distance > allowed || distance >= Math.min(word.length, candidate.length)) continue;
    if (best === undefined || distance < best.distance) best = { candidate, distance };
  }
  return best?.candidate;
}

/** ``did you mean `tasks`?``, or `otherwise` when nothing is close. */
export function didYouMean(
  word: string,
  candidates: Iterable<string>,
  otherwise?: string,
): string | undefined {
  const candidate = nearest(word, candidates);
  return candidate === undefined ? otherwise : `did you mean \`${candidate}\`?`;
}

/** Insertions, deletions, replacements and swaps of neighbours between two words, each used letter once. */
function slips(left: string, right: string): number {
  const a = left.toLowerCase();
  const b = right.toLowerCase();
  if (a === b) return left === right ? 0 : 1;
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
