import { Fault } from '../fault.ts';
import type { Meter } from '../meter.ts';
import { codeAt, itemAt, lastOf } from '../present.ts';
import type { CharacterTest } from './characters.ts';
import type { Instruction, RegexProgram } from './compile.ts';
import { isAt } from './edge.ts';

/** Where the whole match and each group begins and ends: two offsets each, -1 where a group took no part. */
export type Spans = readonly number[];

export interface FindOptions {
  /** Only a match that begins right at `from`. */
  readonly only?: boolean;
  /** The match must end where the text ends. */
  readonly full?: boolean;
  /** False: not a match of nothing at `from`. */
  readonly empty?: boolean;
}

/** Counts the moves of a search, and throws where they are too many. */
export type Effort = Pick<Meter, 'match'>;

/** The first match that begins at or behind `from`. */
export type Find = (from: number, options?: FindOptions) => Spans | undefined;

/** Memory for what was tried: more bits than this are a pattern too big for its text. */
const mostBits = 64 * 1024 * 1024;
/** More marks than this are wiped out all at once. */
const mostMarks = 4096;
const failed = -1;
const done = -2;
const anywhere = -1;

/**
 * Matches as Python does (leftmost, alternatives in order), by trying and going back, but never the same choice at
 * the same place twice: what has failed there once fails again. So the moves of one search are bounded by the length
 * of the pattern times the length of the text, and they are counted.
 */
export function finderOf(program: RegexProgram, text: string, effort: Effort): Find {
  const { instructions, prefix, first, isWord } = program;
  const ground = { text, isWord };
  const width = text.length + 1;
  if (program.splits * width > mostBits) throw new Fault('limit', 'the text is too long for this pattern');
  const tried = new Uint8Array(Math.ceil((program.splits * width) / 8));
  const marks: number[] = [];
  const saved = Array.from({ length: program.slots }, () => -1);
  // Three numbers an entry: a place in the program to go back to, at this position and, one by one, down to that one.
  // Or -1 - slot, what the slot held, and nothing.
  const back: number[] = [];
  let position = 0;
  let looking = 0;
  let isOverfull = false;

  return find;

  function find(
    from: number,
    { only = false, full = false, empty = true }: FindOptions = {},
  ): Spans | undefined {
    const finish = full ? text.length : anywhere;
    saved.fill(-1);
    let start = only ? from : candidate(from);
    let found = runFrom(start);
    while (!(found || only || start > text.length)) {
      start = candidate(behind(start));
      found = runFrom(start);
    }
    forget(0);
    back.length = 0;
    return found ? [start, position, ...saved.slice(2, (program.groups + 1) * 2)] : undefined;

    function runFrom(at: number): boolean {
      return at <= text.length && run(0, at, finish, empty || at > from ? anywhere : at);
    }
  }

  function behind(at: number): number {
    return at + (codeAt(text, at) > 0xffff ? 2 : 1);
  }

  /** The next place at which a match can begin; behind the end of the text when there is none. */
  function candidate(from: number): number {
    if (prefix !== '') {
      const at = text.indexOf(prefix, from);
      const next = at === -1 ? text.length + 1 : at;
      effort.match((next - from) / 16 + 1);
      return next;
    }
    let at = from;
    if (first !== undefined) while (at < text.length && !first(codeAt(text, at))) at = behind(at);
    effort.match((at - from) / 4 + 1);
    return first !== undefined && at >= text.length ? text.length + 1 : at;
  }

  /** Runs from one place to `found`, leaving the end in `position`. `refused`: an end that is not one. */
  function run(from: number, at: number, finish: number, refused: number): boolean {
    const base = back.length;
    position = at;
    let place = from;
    let moves = 0;
    while (place >= 0) {
      moves += 1;
      if (moves % 256 === 0) effort.match(256);
      place = step(place, finish, refused);
      if (place === failed) place = goBack(base);
    }
    effort.match(moves % 256);
    return place === done;
  }

  /** The next place in the program. */
  function step(place: number, finish: number, refused: number): number {
    const instruction = itemAt(instructions, place);
    switch (instruction.kind) {
      case 'one':
        return takeOne(place, instruction.test);
      case 'split':
        return choose(instruction);
      case 'jump':
        return instruction.to;
      case 'again':
        return position === itemAt(saved, instruction.slot) ? instruction.after : instruction.to;
      case 'many':
        return takeMany(place, instruction.number * width, instruction.test);
      case 'save':
        return remember(place, instruction.slot);
      case 'edge':
        return isAt(instruction.edge, ground, position) ? place + 1 : failed;
      case 'look':
        return look(place, instruction);
      case 'found':
        return end(finish, refused);
    }
  }

  function takeOne(place: number, test: CharacterTest): number {
    const code = codeAt(text, position);
    if (code < 0 || !test(code)) return failed;
    position += code > 0xffff ? 2 : 1;
    return place + 1;
  }

  /** Takes all it can. Where it has stopped before, it would only fail again. */
  function takeMany(place: number, base: number, test: CharacterTest): number {
    const from = position;
    let at = from;
    let last = failed;
    while (mark(base + at)) {
      last = at;
      const code = codeAt(text, at);
      if (code < 0 || !test(code)) break;
      at += code > 0xffff ? 2 : 1;
    }
    effort.match((at - from) / 2);
    if (last === failed) return failed;
    position = last;
    if (last > from) back.push(place + 1, before(last, 1), from);
    return place + 1;
  }

  /** Fails when this choice was made at this place before. Otherwise the second way is kept for later. */
  function choose({ number, first, second }: Instruction & { readonly kind: 'split' }): number {
    if (!mark(number * width + position)) return failed;
    back.push(second, position, position);
    return first;
  }

  function remember(place: number, slot: number): number {
    back.push(-1 - slot, itemAt(saved, slot), 0);
    saved[slot] = position;
    return place + 1;
  }

  function end(finish: number, refused: number): number {
    return position !== refused && (finish === anywhere || position === finish) ? done : failed;
  }

  function mark(bit: number): boolean {
    const byte = itemAt(tried, bit >> 3);
    const flag = 1 << (bit & 7);
    if ((byte & flag) !== 0) return false;
    tried[bit >> 3] = byte | flag;
    if (looking > 0 || marks.length < mostMarks) marks.push(bit);
    else isOverfull = true;
    return true;
  }

  /** Forgets what was tried since there were so many marks. */
  function forget(count: number): void {
    if (isOverfull && count === 0) {
      tried.fill(0);
      isOverfull = false;
    }
    for (let index = marks.length - 1; index >= count; index -= 1) {
      const bit = itemAt(marks, index);
      tried[bit >> 3] = itemAt(tried, bit >> 3) & ~(1 << (bit & 7));
    }
    marks.length = count;
  }

  function goBack(base: number): number {
    while (back.length > base) {
      const low = lastOf(back);
      const value = itemAt(back, back.length - 2);
      const place = itemAt(back, back.length - 3);
      back.length -= 3;
      if (place >= 0) {
        if (value > low) back.push(place, before(value, 1), low);
        position = value;
        return place;
      }
      saved[-1 - place] = value;
    }
    return failed;
  }

  /** Looks from here, or from so many characters before, and comes back. */
  function look(
    place: number,
    { behind: count, negative, after }: Instruction & { readonly kind: 'look' },
  ): number {
    const here = position;
    const [base, known] = [back.length, marks.length];
    const from = count === undefined ? here : before(here, count);
    looking += 1;
    effort.match(4);
    const isThere = from >= 0 && run(place + 1, from, count === undefined ? anywhere : here, anywhere);
    looking -= 1;
    forget(known);
    back.length = base;
    position = here;
    return isThere === negative ? failed : after;
  }

  function before(from: number, count: number): number {
    let at = from;
    for (let left = count; left > 0 && at >= 0; left -= 1) at -= codeAt(text, at - 2) > 0xffff ? 2 : 1;
    return at;
  }
}
