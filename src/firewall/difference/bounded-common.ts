/** An index of one list and an index of the other. */
export type Pair = readonly [number, number];

/** So many edits cost about 16 MB and some ten milliseconds; two texts that differ more have little order in common. */
const MOST_EDITS = 2_000;

/**
 * The longest common subsequence by Myers' greedy walk: `O((n + edits) · edits)`. `undefined` when more than two thousand
 * edits lie between the lists.
 */
export function boundedCommon(
  before: readonly string[],
  after: readonly string[],
): readonly Pair[] | undefined {
  const most = Math.min(before.length + after.length, MOST_EDITS);
  /** For each number of edits, how far each diagonal reached. */
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits += 1) {
    const reached = step(before, after, edits, trace.at(-1));
    trace.push(reached);
    const end = before.length - after.length;
    if (Math.abs(end) <= edits && (edits - end) % 2 === 0 && (reached[end + edits] ?? 0) >= before.length) {
      return walkBack(before.length, after.length, trace);
    }
  }
  return undefined;
}

/** Diagonal `k` of a row for `edits` edits is at `k + edits`; only every second one is in use. */
function step(
  before: readonly string[],
  after: readonly string[],
  edits: number,
  last: Int32Array | undefined,
): Int32Array {
  const reached = new Int32Array(2 * edits + 1);
  for (let k = -edits; k <= edits; k += 2) {
    let a = startOf(k, edits, last);
    let b = a - k;
    while (a < before.length && b < after.length && before[a] === after[b]) {
      a += 1;
      b += 1;
    }
    reached[k + edits] = a;
  }
  return reached;
}

/** Where diagonal `k` begins: one down from the diagonal above, or one to the right from the one below. */
function startOf(k: number, edits: number, last: Int32Array | undefined): number {
  if (last === undefined) return 0;
  return goesDown(k, edits, last) ? at(last, k + 1, edits) : at(last, k - 1, edits) + 1;
}

function goesDown(k: number, edits: number, last: Int32Array): boolean {
  return k === -edits || (k !== edits && at(last, k - 1, edits) < at(last, k + 1, edits));
}

/** The row of one edit less has its diagonals one place lower. */
function at(last: Int32Array, k: number, edits: number): number {
  return last[k + edits - 1] ?? 0;
}

function walkBack(lengthBefore: number, lengthAfter: number, trace: readonly Int32Array[]): readonly Pair[] {
  const pairs: Pair[] = [];
  let [a, b] = [lengthBefore, lengthAfter];
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const last = trace[edits - 1];
    const k = a - b;
    const start = startOf(k, edits, last);
    while (a > start && b > start - k) {
      a -= 1;
      b -= 1;
      pairs.push([a, b]);
    }
    if (last === undefined) break;
    if (goesDown(k, edits, last)) b -= 1;
    else a -= 1;
  }
  return pairs.reverse();
}
