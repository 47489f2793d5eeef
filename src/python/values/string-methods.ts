import { Fault } from '../fault.ts';
import type { Meter } from '../meter.ts';
import { itemAt } from '../present.ts';
import { hasPairs, isBlank, pointsOf } from './points.ts';
import { kindOf, type Value } from './value.ts';

export type Side = 'left' | 'right' | 'both';

export function capitalized(text: string): string {
  const [first = '', ...rest] = pointsOf(text);
  return first.toUpperCase() + rest.join('').toLowerCase();
}

/** Python's `strip`: blanks, or any of the given characters, from one side or both. */
export function stripText(text: string, chars: Value, side: Side): string {
  if (chars === null) return stripWhere(text, (letter) => isBlank(letter.charCodeAt(0)), side);
  if (typeof chars !== 'string')
    throw new Fault('type', `expected the characters to strip, found ${kindOf(chars)}`);
  const set = new Set(pointsOf(chars));
  if (!hasPairs(chars)) return stripWhere(text, (letter) => set.has(letter), side);
  return stripWhere(pointsOf(text), (letter) => set.has(letter), side);
}

function stripWhere(
  letters: string | readonly string[],
  strips: (letter: string) => boolean,
  side: Side,
): string {
  let start = 0;
  let end = letters.length;
  if (side !== 'right') while (start < end && strips(itemAt(letters, start))) start += 1;
  if (side !== 'left') while (end > start && strips(itemAt(letters, end - 1))) end -= 1;
  const kept = letters.slice(start, end);
  return typeof kept === 'string' ? kept : kept.join('');
}

/** Python's `split`: by runs of blanks when nothing is given. `most`: at most so many cuts; negative: all. */
export function splitText(text: string, by: Value, most: number, meter: Meter): readonly string[] {
  const parts = by === null ? splitBlanks(text, most) : splitBy(text, by, most);
  meter.step(parts.length);
  return parts;
}

function splitBlanks(text: string, most: number): readonly string[] {
  const parts: string[] = [];
  let at = behindBlanks(text, 0);
  while (at < text.length && parts.length !== most) {
    const start = at;
    while (at < text.length && !isBlank(text.charCodeAt(at))) at += 1;
    parts.push(text.slice(start, at));
    at = behindBlanks(text, at);
  }
  return at === text.length ? parts : [...parts, text.slice(at)];
}

function behindBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

function splitBy(text: string, by: Value, most: number): readonly string[] {
  if (typeof by !== 'string') throw new Fault('type', `cannot split by ${kindOf(by)}`);
  if (by === '')
    throw new Fault('type', 'cannot split by an empty string', { hint: 'use `| list` for the characters' });
  const parts = text.split(by);
  return most < 0 || parts.length <= most + 1 ? parts : [...parts.slice(0, most), parts.slice(most).join(by)];
}

/** Python's `rsplit` with a limit: cuts from the right. */
export function splitFromRight(text: string, by: string, most: number): readonly string[] {
  const parts = text.split(by);
  const cut = parts.length - 1 - most;
  return most < 0 || cut <= 0 ? parts : [parts.slice(0, cut + 1).join(by), ...parts.slice(cut + 1)];
}

/** Python's `replace`; an empty `from` stands before every character and at the end. Negative `count`: all. */
export function replaceText(text: string, from: string, to: string, count: number, meter: Meter): string {
  const parts = from === '' ? ['', ...pointsOf(text), ''] : text.split(from);
  const times = count < 0 ? parts.length - 1 : Math.min(count, parts.length - 1);
  meter.step(parts.length / 8);
  meter.text(text.length + times * to.length);
  return (
    parts.slice(0, times + 1).join(to) +
    parts
      .slice(times + 1)
      .map((part) => from + part)
      .join('')
  );
}

const lineEnds: ReadonlySet<string> = new Set('\n\r\v\f\u001c\u001d\u001e\u0085\u2028\u2029');

/** Python's `splitlines`, which knows more ends of lines than `\n`. */
export function linesOf(text: string, keepEnds: boolean, meter: Meter): readonly string[] {
  const lines: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (!lineEnds.has(text.charAt(at))) continue;
    const end = at;
    if (text.startsWith('\r\n', at)) at += 1;
    lines.push(text.slice(start, keepEnds ? at + 1 : end));
    start = at + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  meter.step(lines.length);
  return lines;
}
