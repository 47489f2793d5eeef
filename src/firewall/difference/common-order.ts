import { boundedCommon, type Pair } from './bounded-common.ts';

/**
 * What two lists have in common, in the order of both: pairs of an index of `before` and one of `after`, each rising.
 *
 * As many as there can be, so that what is left over is the smallest edit, as long as no text repeats or at most two thousand
 * edits are needed. Beyond that texts that stand once in both lists are paired first, and what is between them
 * after that: a good edit, in bounded time, though a smaller one may exist.
 */
export function commonInOrder(before: readonly string[], after: readonly string[]): readonly Pair[] {
  const common = new Set(before);
  const wanted = new Set(after.filter((text) => common.has(text)));
  const left = numbered(before, wanted);
  const right = numbered(after, wanted);
  return pairsOf(left, right).map(([a, b]) => [left[a]?.index ?? 0, right[b]?.index ?? 0]);
}

interface Numbered {
  readonly text: string;
  readonly index: number;
}

/** Leaves out what the other list has not: it is an edit in any case. */
function numbered(list: readonly string[], wanted: ReadonlySet<string>): readonly Numbered[] {
  return list.map((text, index) => ({ text, index })).filter(({ text }) => wanted.has(text));
}

function pairsOf(left: readonly Numbered[], right: readonly Numbered[]): readonly Pair[] {
  const before = left.map(({ text }) => text);
  const after = right.map(({ text }) => text);
  const anchors = risingAnchors(before, after);
  const unique = new Set(before).size === before.length && new Set(after).size === after.length;
  if (unique) return anchors;
  return boundedCommon(before, after) ?? between(before, after, anchors);
}

function between(
  before: readonly string[],
  after: readonly string[],
  anchors: readonly Pair[],
): readonly Pair[] {
  const pairs: Pair[] = [];
  let [a, b]: Pair = [0, 0];
  for (const [nextA, nextB] of [...anchors, [before.length, after.length] as const]) {
    for (const [i, j] of boundedCommon(before.slice(a, nextA), after.slice(b, nextB)) ?? [])
      pairs.push([a + i, b + j]);
    if (nextA < before.length && nextB < after.length) pairs.push([nextA, nextB]);
    a = nextA + 1;
    b = nextB + 1;
  }
  return pairs;
}

/** The longest run of texts that stand once in both lists, in the order of both. */
function risingAnchors(before: readonly string[], after: readonly string[]): readonly Pair[] {
  const places = once(after);
  const pairs = [...once(before)].flatMap(([text, a]): readonly Pair[] => {
    const b = places.get(text);
    return b === undefined ? [] : [[a, b]];
  });
  return longestRise(pairs.sort(([a], [b]) => a - b));
}

function once(list: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [index, text] of list.entries()) {
    if (found.has(text)) repeated.add(text);
    found.set(text, index);
  }
  for (const text of repeated) found.delete(text);
  return found;
}

/** Of pairs whose first numbers rise, the most whose second numbers rise too. */
function longestRise(pairs: readonly Pair[]): readonly Pair[] {
  /** Where the run of each length that ends lowest has its end. */
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  const height = (index: number | undefined): number => pairs[index ?? -1]?.[1] ?? -1;
  for (const index of pairs.keys()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (height(ends[middle]) < height(index)) low = middle + 1;
      else high = middle;
    }
    previous.push(ends[low - 1]);
    ends[low] = index;
  }
  const run: Pair[] = [];
  for (let index = ends.at(-1); index !== undefined; index = previous[index]) {
    const pair = pairs[index];
    if (pair !== undefined) run.push(pair);
  }
  return run.reverse();
}
