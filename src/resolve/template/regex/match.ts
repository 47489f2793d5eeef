import { Fault } from '../error.ts';
import type { Meter } from '../limits.ts';
import type { Program } from './compile.ts';
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

/** The first match that begins at or behind `from`. */
export type Find = (from: number, options?: FindOptions) => Spans | undefined;

/** Memory for what was tried: more bits than this are a pattern too big for its text. */
const mostBits = 64 * 1024 * 1024;
const failed = -1;
const done = -2;
const anywhere = -1;

/**
 * Matches as Python does (leftmost, alternatives in order), by trying and going back, but never the same choice at
 * the same place twice: what has failed there once fails again. So the moves of one search are bounded by the length
 * of the pattern times the length of the text, and the meter counts them.
 */
export function finderOf(program: Program, text: string, meter: Meter): Find {
  const { instructions, prefix, first } = program;
  const width = text.length + 1;
  if (program.splits * width > mostBits) throw new Fault('limit', 'the text is too long for this pattern');
  const tried = new Uint8Array(Math.ceil((program.splits * width) / 8));
  const marks: number[] = [];
  const saved = Array.from({ length: (program.groups + 1) * 2 }, () => -1);
  // Two numbers an entry: a place in the program and in the text to go back to, or -1 - slot and what it held.
  const back: number[] = [];
  let position = 0;

  return (from, { only = false, full = false, empty = true } = {}) => {
    const finish = full ? text.length : anywhere;
    saved.fill(-1);
    let found: Spans | undefined;
    for (let start = only ? from : candidate(from); start <= text.length; start = candidate(behind(start))) {
      if (run(0, start, finish, !empty && start === from ? start : anywhere)) found = [start, position, ...saved.slice(2)];
      if (only || found !== undefined) break;
    }
    forget(0);
    back.length = 0;
    return found;
  };

  function behind(at: number): number {
    return at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  }

  /** The next place at which a match can begin; behind the end of the text when there is none. */
  function candidate(from: number): number {
    if (prefix !== '') {
      const at = text.indexOf(prefix, from);
      const next = at === -1 ? text.length + 1 : at;
      meter.match((next - from) / 16 + 1);
      return next;
    }
    let at = from;
    if (first !== undefined) while (at < text.length && !first(text.codePointAt(at) ?? 0)) at = behind(at);
    meter.match((at - from) / 4 + 1);
    return first !== undefined && at >= text.length ? text.length + 1 : at;
  }

  /** Runs from one place to `found`, leaving the end in `position`. `refused`: an end that is not one. */
  function run(program: number, at: number, finish: number, refused: number): boolean {
    const base = back.length;
    position = at;
    let place = program;
    let moves = 0;
    while (place >= 0) {
      moves += 1;
      if (moves % 256 === 0) meter.match(256);
      place = step(place, finish, refused);
      if (place === failed) place = goBack(base);
    }
    meter.match(moves % 256);
    return place === done;
  }

  /** The next place in the program. */
  function step(place: number, finish: number, refused: number): number {
    const instruction = instructions[place];
    switch (instruction?.kind) {
      case 'one': {
        const code = text.codePointAt(position);
        if (code === undefined || !instruction.test(code)) return failed;
        position += code > 0xffff ? 2 : 1;
        return place + 1;
      }
      case 'split':
        if (!mark(instruction.number * width + position)) return failed;
        back.push(instruction.second, position);
        return instruction.first;
      case 'jump':
        return instruction.to;
      case 'save':
        back.push(-1 - instruction.slot, saved[instruction.slot] ?? -1);
        saved[instruction.slot] = position;
        return place + 1;
      case 'edge':
        return isAt(instruction.edge, text, position) ? place + 1 : failed;
      case 'look':
        return looks(instruction.behind, place + 1) === instruction.negative ? failed : instruction.after;
      default:
        return position === refused || (finish !== anywhere && position !== finish) ? failed : done;
    }
  }

  /** False when this choice was made at this place before. */
  function mark(bit: number): boolean {
    const byte = tried[bit >> 3] ?? 0;
    const flag = 1 << (bit & 7);
    if ((byte & flag) !== 0) return false;
    tried[bit >> 3] = byte | flag;
    marks.push(bit);
    return true;
  }

  /** Forgets what was tried since there were so many marks. */
  function forget(count: number): void {
    for (const bit of marks.splice(count)) tried[bit >> 3] = (tried[bit >> 3] ?? 0) & ~(1 << (bit & 7));
  }

  function goBack(base: number): number {
    while (back.length > base) {
      const value = back.pop() ?? 0;
      const place = back.pop() ?? 0;
      if (place >= 0) {
        position = value;
        return place;
      }
      saved[-1 - place] = value;
    }
    return failed;
  }

  /** Looks from here, or from so many characters before, and comes back. */
  function looks(count: number | undefined, place: number): boolean {
    const here = position;
    const [base, known] = [back.length, marks.length];
    const from = count === undefined ? here : before(here, count);
    const found = from >= 0 && run(place, from, count === undefined ? anywhere : here, anywhere);
    forget(known);
    back.length = base;
    position = here;
    return found;
  }

  function before(from: number, count: number): number {
    let at = from;
    for (let left = count; left > 0 && at >= 0; left -= 1) at -= (text.codePointAt(at - 2) ?? 0) > 0xffff ? 2 : 1;
    return at;
  }
}
