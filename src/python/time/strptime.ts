import { Fault } from '../fault.ts';
import { type Civil, civilAt, dayMs, dayNumber, daysIn } from './civil.ts';
import { monthNames, type Offset, weekdayNames } from './strftime.ts';

/** A part of a time that was read, by the letter of its directive. */
type Parts = ReadonlyMap<string, string>;

const short = (names: readonly string[]): readonly string[] => names.map((name) => name.slice(0, 3));
const anyOf = (names: readonly string[]): string => names.join('|');

const patterns: ReadonlyMap<string, string> = new Map([
  ['a', anyOf(short(weekdayNames))],
  ['A', anyOf(weekdayNames)],
  ['b', anyOf(short(monthNames))],
  ['B', anyOf(monthNames)],
  ['d', '3[01]|[12]\\d|0[1-9]|[1-9]| [1-9]'],
  ['f', '\\d{1,6}'],
  ['H', '2[0-3]|[01]\\d|\\d'],
  ['I', '1[0-2]|0[1-9]|[1-9]'],
  ['j', '36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]'],
  ['m', '1[0-2]|0[1-9]|[1-9]'],
  ['M', '[0-5]\\d|\\d'],
  ['p', 'am|pm'],
  ['S', '6[01]|[0-5]\\d|\\d'],
  ['w', '[0-6]'],
  ['y', '\\d\\d'],
  ['Y', '\\d{4}'],
  ['z', '[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d)?|Z'],
  ['Z', 'utc|gmt'],
]);
const wholes: ReadonlyMap<string, string> = new Map([
  ['c', '%a %b %d %H:%M:%S %Y'],
  ['x', '%m/%d/%y'],
  ['X', '%H:%M:%S'],
]);

/** Python's `strptime`: what is not said is the first of January 1900, at midnight. */
export function strptime(text: string, format: string): { readonly civil: Civil; readonly offset: Offset } {
  const letters: string[] = [];
  const pattern = patternFor(format, letters);
  // Each part is short and of a fixed form, and what is between them is literal: there is little to go back to.
  const match = text.length > 1000 ? null : new RegExp(`^${pattern}$`, 'i').exec(text);
  if (match === null)
    throw new Fault('type', `\`${text.slice(0, 100)}\` is not a time like \`${format}\``, {
      hint: 'give the format: `to_datetime("%Y-%m-%dT%H:%M:%SZ")`',
    });
  const parts = new Map(letters.map((letter, at) => [letter, match[at + 1] ?? '']));
  return { civil: civilIn(parts, text), offset: offsetIn(parts.get('z')) };
}

function patternFor(format: string, letters: string[]): string {
  const whole = format.replace(/%([cxX])/g, (_, letter: string) => wholes.get(letter) ?? '');
  return whole.replace(/%(.|$)|(\s+)|[^\w\s]/gs, (written, letter?: string, blanks?: string) => {
    if (blanks !== undefined) return '\\s+';
    if (letter === undefined) return `\\${written}`;
    if (letter === '%') return '%';
    const pattern = patterns.get(letter);
    if (pattern === undefined || letters.includes(letter))
      throw new Fault('type', `\`${written}\` cannot be read in a time, or is there twice`, {
        hint: `there are ${[...patterns.keys()].map((one) => `%${one}`).join(' ')}`,
      });
    letters.push(letter);
    return `(${pattern})`;
  });
}

function civilIn(parts: Parts, text: string): Civil {
  const number = (letter: string, otherwise: number): number => Number(parts.get(letter) ?? otherwise);
  const short = parts.get('y');
  const year = short === undefined ? number('Y', 1900) : Number(short) + (Number(short) < 69 ? 2000 : 1900);
  const month = monthIn(parts);
  const day = number('d', 1);
  const dayInYear = parts.get('j');
  if (dayInYear === undefined && day > daysIn(year, month))
    throw new Fault('type', `\`${text}\` is no day of the calendar`);
  const date =
    dayInYear === undefined
      ? { year, month, day }
      : civilAt((dayNumber(year, 1, 1) + Number(dayInYear) - 1) * dayMs, 0);
  return {
    ...{ year: date.year, month: date.month, day: date.day },
    hour: hourIn(parts),
    minute: number('M', 0),
    second: number('S', 0),
    microsecond: Number((parts.get('f') ?? '0').padEnd(6, '0')),
  };
}

function monthIn(parts: Parts): number {
  const name = parts.get('B') ?? parts.get('b');
  if (name === undefined) return Number(parts.get('m') ?? 1);
  return short(monthNames).findIndex((one) => name.toLowerCase().startsWith(one.toLowerCase())) + 1;
}

function hourIn(parts: Parts): number {
  const twelve = parts.get('I');
  if (twelve === undefined) return Number(parts.get('H') ?? 0);
  return (Number(twelve) % 12) + (parts.get('p')?.toLowerCase() === 'pm' ? 12 : 0);
}

function offsetIn(text: string | undefined): Offset {
  if (text === undefined) return undefined;
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
