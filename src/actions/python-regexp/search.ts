import type { Instruction, Program } from './program.ts';
import { type Assertion, type ByteSet, PatternError, union, WORD_BYTES } from './syntax.ts';

export interface Match {
  readonly start: number;
  /** Behind the last byte. */
  readonly end: number;
  /** By number; 0 is the whole match; undefined: took no part in it. */
  readonly groups: readonly (string | undefined)[];
  readonly names: ReadonlyMap<string, number>;
}

/** One way through the program that is still open at the present place in the text. */
interface Thread {
  readonly at: number;
  readonly slots: readonly number[];
}

/** What one search works on, and the steps that its look-aheads may still take. */
interface Run {
  readonly text: string;
  looksLeft: number;
}

const UNSET = -1;

/** About a second. Only a pattern that looks far ahead at very many places of a long text comes near. */
const MOST_LOOKS = 4_000_000;

/**
 * The first match from the left, the same one a backtracking engine finds, in time linear in the text: all ways through
 * the program are followed side by side, in order of preference. Only a look-ahead can make it quadratic.
 * @throws {PatternError} when its look-aheads take too long on this text
 */
export function search({ instructions, slots, names }: Program, text: string): Match | undefined {
  const run: Run = { text, looksLeft: MOST_LOOKS };
  const first = firstBytes(instructions);
  const empty: readonly number[] = Array.from({ length: slots }, () => UNSET);
  let threads: readonly Thread[] = [];
  let found: readonly number[] | undefined;
  for (let place = 0; place <= text.length; place += 1) {
    if (threads.length === 0 && found !== undefined) break;
    if (threads.length === 0 && first !== undefined && first[text.charCodeAt(place)] !== true) continue;
    const starts = found === undefined ? [{ at: 0, slots: empty }] : [];
    const step = advance(instructions, [...threads, ...starts], run, place);
    found = step.matched ?? found;
    threads = step.next;
  }
  return found === undefined ? undefined : toMatch(found, text, names);
}

/** True when the program matches from exactly this place. `end`: it must also end exactly there. */
function matchesAt(
  instructions: readonly Instruction[],
  run: Run,
  start: number,
  end: number | undefined,
): boolean {
  let threads: readonly Thread[] = [{ at: 0, slots: [] }];
  for (let place = start; threads.length > 0 && place <= run.text.length; place += 1) {
    run.looksLeft -= threads.length;
    if (run.looksLeft < 0) throw new PatternError('its look-aheads take too long on this text');
    const { matched, next } = advance(instructions, threads, run, place);
    if (matched !== undefined && (end === undefined || end === place)) return true;
    if (end !== undefined && place >= end) return false;
    threads = next;
  }
  return false;
}

/** Follows all threads over one byte. Those less preferred than one that matched are dropped. */
function advance(
  instructions: readonly Instruction[],
  threads: readonly Thread[],
  run: Run,
  place: number,
): { readonly matched: readonly number[] | undefined; readonly next: readonly Thread[] } {
  const visited = new Set<number>();
  const next: Thread[] = [];
  const byte = run.text.charCodeAt(place);
  // A stack instead of recursion: a program may be long. The last in is the most preferred.
  const stack = [...threads].reverse();
  for (let thread = stack.pop(); thread !== undefined; thread = stack.pop()) {
    if (visited.has(thread.at)) continue;
    visited.add(thread.at);
    const instruction = instructions[thread.at];
    if (instruction === undefined) continue;
    if (instruction.do === 'match') return { matched: thread.slots, next };
    if (instruction.do === 'byte') {
      if (instruction.set[byte] === true) next.push({ at: thread.at + 1, slots: thread.slots });
      continue;
    }
    stack.push(...followersOf(instruction, thread, run, place));
  }
  return { matched: undefined, next };
}

/** Where a thread goes without taking a byte, the least preferred first. */
function followersOf(
  instruction: Exclude<Instruction, { do: 'byte' } | { do: 'match' }>,
  { at, slots }: Thread,
  run: Run,
  place: number,
): readonly Thread[] {
  switch (instruction.do) {
    case 'jump':
      return [{ at: instruction.to, slots }];
    case 'split':
      return [
        { at: instruction.second, slots },
        { at: instruction.first, slots },
      ];
    case 'save':
      return [{ at: at + 1, slots: slots.with(instruction.slot, place) }];
    case 'assert':
      return holds(instruction.of, run.text, place) ? [{ at: at + 1, slots }] : [];
    case 'look':
      return looks(instruction, run, place) !== instruction.negated ? [{ at: at + 1, slots }] : [];
  }
}

function looks({ program, behind }: Extract<Instruction, { do: 'look' }>, run: Run, place: number): boolean {
  if (behind === undefined) return matchesAt(program, run, place, undefined);
  return place >= behind && matchesAt(program, run, place - behind, place);
}

function holds(assertion: Assertion, text: string, place: number): boolean {
  switch (assertion) {
    case 'text-start':
      return place === 0;
    case 'text-end':
      return place === text.length;
    case 'last-line-end':
      return place === text.length || (place === text.length - 1 && text[place] === '\n');
    case 'line-start':
      return place === 0 || text[place - 1] === '\n';
    case 'line-end':
      return place === text.length || text[place] === '\n';
    case 'word-boundary':
      return isWord(text, place - 1) !== isWord(text, place);
    case 'no-word-boundary':
      // Before Python 3.14 there is none in an empty text.
      return text !== '' && isWord(text, place - 1) === isWord(text, place);
  }
}

function isWord(text: string, place: number): boolean {
  return WORD_BYTES[text.charCodeAt(place)] === true;
}

/** The bytes a match can begin with; undefined when it may begin without taking one. Spares most of the work. */
function firstBytes(instructions: readonly Instruction[]): ByteSet | undefined {
  const sets: ByteSet[] = [];
  const seen = new Set<number>();
  const todo = [0];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    const instruction = instructions[at];
    if (instruction === undefined || seen.has(at)) continue;
    seen.add(at);
    if (instruction.do === 'match') return undefined;
    if (instruction.do === 'byte') sets.push(instruction.set);
    else todo.push(...placesAfter(instruction, at));
  }
  return union(sets);
}

function placesAfter(
  instruction: Exclude<Instruction, { do: 'byte' } | { do: 'match' }>,
  at: number,
): readonly number[] {
  switch (instruction.do) {
    case 'split':
      return [instruction.first, instruction.second];
    case 'jump':
      return [instruction.to];
    case 'save':
    case 'assert':
    case 'look':
      return [at + 1];
  }
}

function toMatch(slots: readonly number[], text: string, names: ReadonlyMap<string, number>): Match {
  const groups = Array.from({ length: slots.length / 2 }, (_, group) => {
    const start = slots[group * 2] ?? UNSET;
    const end = slots[group * 2 + 1] ?? UNSET;
    return start === UNSET || end === UNSET ? undefined : text.slice(start, end);
  });
  return { start: slots[0] ?? UNSET, end: slots[1] ?? UNSET, groups, names };
}
