import { Fault } from '../fault.ts';
import { type Civil, dayOfYear, isoWeek, msOf, weekday } from './civil.ts';

export const weekdayNames: readonly string[] = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];
export const monthNames: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** How far a clock is ahead of UTC, in minutes; undefined: it does not say. */
export type Offset = number | undefined;

/** The zone of a clock, under the name that it goes by there; undefined: the clock does not say. */
export type Zone = { readonly offset: number; readonly name: string } | undefined;

/** What is made of it may be twelve times as long. */
const LONGEST = 65_536;

/** Python's and the C library's `strftime`, with the words of the C locale. */
export function strftime(format: string, civil: Civil, zone: Zone): string {
  if (format.length > LONGEST)
    throw new Fault('limit', `a format of times has at most ${LONGEST} characters`);
  return format.replace(/%([-_0^#]?)(.|$)/gsu, (whole, flag: string, letter: string) => {
    const write = directives.get(letter);
    if (write === undefined)
      throw new Fault('type', `\`${whole}\` means nothing in a format of times`, {
        hint: 'write `%%` for the sign',
      });
    return flagged(write(civil, zone), flag);
  });
}

function flagged(text: string, flag: string): string {
  switch (flag) {
    case '-':
      return text.replace(/^[0 ]+(?=\d)/, '');
    case '_':
      return text.replace(/^0+(?=\d)/, (zeros) => ' '.repeat(zeros.length));
    case '0':
      return text.replace(/^ +(?=\d)/, (blanks) => '0'.repeat(blanks.length));
    case '^':
      return text.toUpperCase();
    case '#':
      return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
    default:
      return text;
  }
}

type Directive = (civil: Civil, zone: Zone) => string;

function digits(width: number, value: (civil: Civil) => number, pad = '0'): Directive {
  return (civil) => String(value(civil)).padStart(width, pad);
}

function all(format: string): Directive {
  return (civil, zone) => strftime(format, civil, zone);
}

function named(names: readonly string[], at: (civil: Civil) => number, length?: number): Directive {
  return (civil) => (names[at(civil)] ?? '').slice(0, length);
}

const hour12 = ({ hour }: Civil): number => ((hour + 11) % 12) + 1;
const weekFrom =
  (first: number) =>
  (civil: Civil): number =>
    Math.floor((dayOfYear(civil) + 6 - ((weekday(civil) + 7 - first) % 7)) / 7);

const directives: ReadonlyMap<string, Directive> = new Map<string, Directive>([
  ['a', named(weekdayNames, weekday, 3)],
  ['A', named(weekdayNames, weekday)],
  ['b', named(monthNames, ({ month }) => month - 1, 3)],
  ['h', named(monthNames, ({ month }) => month - 1, 3)],
  ['B', named(monthNames, ({ month }) => month - 1)],
  ['c', all('%a %b %e %H:%M:%S %Y')],
  ['C', digits(2, ({ year }) => Math.floor(year / 100))],
  ['d', digits(2, ({ day }) => day)],
  ['D', all('%m/%d/%y')],
  ['e', digits(2, ({ day }) => day, ' ')],
  ['f', digits(6, ({ microsecond }) => microsecond)],
  ['F', all('%Y-%m-%d')],
  ['g', digits(2, (civil) => isoWeek(civil)[0] % 100)],
  ['G', digits(4, (civil) => isoWeek(civil)[0])],
  ['H', digits(2, ({ hour }) => hour)],
  ['I', digits(2, hour12)],
  ['j', digits(3, dayOfYear)],
  ['k', digits(2, ({ hour }) => hour, ' ')],
  ['l', digits(2, hour12, ' ')],
  ['m', digits(2, ({ month }) => month)],
  ['M', digits(2, ({ minute }) => minute)],
  ['n', () => '\n'],
  ['p', ({ hour }) => (hour < 12 ? 'AM' : 'PM')],
  ['P', ({ hour }) => (hour < 12 ? 'am' : 'pm')],
  ['r', all('%I:%M:%S %p')],
  ['R', all('%H:%M')],
  ['s', (civil, zone) => String(msOf(civil) / 1000 - (zone?.offset ?? 0) * 60)],
  ['S', digits(2, ({ second }) => second)],
  ['t', () => '\t'],
  ['T', all('%H:%M:%S')],
  ['u', digits(1, (civil) => weekday(civil) + 1)],
  ['U', digits(2, weekFrom(6))],
  ['V', digits(2, (civil) => isoWeek(civil)[1])],
  ['w', digits(1, (civil) => (weekday(civil) + 1) % 7)],
  ['W', digits(2, weekFrom(0))],
  ['x', all('%m/%d/%y')],
  ['X', all('%H:%M:%S')],
  ['y', digits(2, ({ year }) => year % 100)],
  ['Y', digits(1, ({ year }) => year)],
  ['z', (_, zone) => offsetText(zone?.offset, '')],
  ['Z', (_, zone) => zone?.name ?? ''],
  ['%', () => '%'],
]);

/** `+0100`, or with a colon; nothing where it is not known. */
export function offsetText(offset: Offset, colon: '' | ':'): string {
  if (offset === undefined) return '';
  const minutes = Math.abs(offset);
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${offset < 0 ? '-' : '+'}${hour}${colon}${minute}`;
}
