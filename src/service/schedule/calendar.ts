import { RulerunError } from '../../model/error.ts';

/** Which times on the wall a schedule means. A part that is undefined means every one there is. */
export interface Calendar {
  /** 0 is Sunday. */
  readonly weekdays: readonly number[] | undefined;
  readonly years: readonly number[] | undefined;
  readonly months: readonly number[] | undefined;
  readonly days: readonly number[] | undefined;
  readonly hours: readonly number[] | undefined;
  readonly minutes: readonly number[] | undefined;
  /** Never every second: a job is no clock. */
  readonly seconds: readonly number[];
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

const WORDS: Readonly<Record<string, string>> = {
  hourly: '*-*-* *:00',
  daily: '*-*-* 00:00',
  weekly: 'Mon *-*-* 00:00',
  monthly: '*-*-01 00:00',
  quarterly: '*-01,04,07,10-01 00:00',
  yearly: '*-01-01 00:00',
  annually: '*-01-01 00:00',
};

/**
 * Reads a calendar expression: the common forms of systemd.time(7), each meaning what it means to systemd. Weekdays, then a
 * date, then a time, any of them left out; a number, a list `1,15`, a range `1..7` or steps `0/15` in each place.
 * What systemd knows beyond that (the last day of a month, fractions of seconds, a zone behind the time) is refused.
 *
 * @throws {RulerunError} `CALENDAR`
 */
export function readCalendar(text: string): Calendar {
  const words = (WORDS[text.trim().toLowerCase()] ?? text).trim().split(/\s+/);
  const weekdays = /^[A-Za-z]/.test(words[0] ?? '') ? words.shift() : undefined;
  const time = words.at(-1)?.includes(':') ? words.pop() : undefined;
  const date = words.shift();
  const [extra] = words;
  if (text.trim() === '') throw wrong('it is empty');
  if (extra !== undefined) throw wrong(`\`${extra}\` has no place in it`);
  return {
    weekdays: weekdays === undefined ? undefined : readWeekdays(weekdays),
    ...readDate(date ?? '*-*-*'),
    ...readTime(time ?? '00:00'),
  };
}

function wrong(why: string): RulerunError {
  return new RulerunError('CALENDAR', `--at is not a time that can be kept: ${why}`, {
    hint: 'write it like "Sun 02:00", "Mon..Fri 22:30", "*-*-01 03:00", "Sat *-*-1..7 02:00" or "daily"; the zone goes to --timezone',
  });
}

function readDate(text: string): Pick<Calendar, 'years' | 'months' | 'days'> {
  const parts = text.split('-');
  if (parts.length !== 2 && parts.length !== 3) throw wrong(`\`${text}\` is not a date`);
  const [day = '', month = '', year = '*'] = parts.toReversed();
  return {
    years: readPart(year, { name: 'a year', least: 1970, most: 2199 }),
    months: readPart(month, { name: 'a month', least: 1, most: 12 }),
    days: readPart(day, { name: 'a day', least: 1, most: 31 }),
  };
}

function readTime(text: string): Pick<Calendar, 'hours' | 'minutes' | 'seconds'> {
  const parts = text.split(':');
  if (parts.length !== 2 && parts.length !== 3) throw wrong(`\`${text}\` is not a time`);
  const [hour = '', minute = '', second = '0'] = parts;
  const seconds = readPart(second, { name: 'a second', least: 0, most: 59 });
  if (seconds === undefined) throw wrong('it names every second');
  return {
    hours: readPart(hour, { name: 'an hour', least: 0, most: 23 }),
    minutes: readPart(minute, { name: 'a minute', least: 0, most: 59 }),
    seconds,
  };
}

interface Place {
  readonly name: string;
  readonly least: number;
  readonly most: number;
}

function readPart(text: string, place: Place): readonly number[] | undefined {
  if (text === '*') return undefined;
  return inOrder(text.split(',').flatMap((one) => readSome(one, place)));
}

/** `7`, `1..7`, `0/15` or `1..20/5`. */
function readSome(text: string, { name, least, most }: Place): readonly number[] {
  const found = /^(\d{1,4})(?:\.\.(\d{1,4}))?(?:\/(\d{1,4}))?$/.exec(text);
  if (found === null) throw wrong(`\`${text}\` is not ${name}`);
  const [, first = '', last, step] = found;
  const from = Number(first);
  const to = last === undefined ? (step === undefined ? from : most) : Number(last);
  const by = step === undefined ? 1 : Number(step);
  if (by === 0) throw wrong(`\`${text}\` goes on in steps of nothing`);
  if (from < least || to > most || from > to)
    throw wrong(`\`${text}\` is not ${name} from ${least} to ${most}`);
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by);
}

function readWeekdays(text: string): readonly number[] {
  return inOrder(text.split(',').flatMap(readWeekdayRange));
}

function readWeekdayRange(text: string): readonly number[] {
  const [first = '', last = first, ...rest] = text.split('..');
  if (rest.length > 0) throw wrong(`\`${text}\` is not a range of weekdays`);
  // The week begins on Monday here, as for systemd: Sat..Sun is a range, Sun..Mon is none.
  const from = fromMonday(readWeekday(first));
  const to = fromMonday(readWeekday(last));
  if (from > to) throw wrong(`\`${text}\` runs over the end of the week, which is Sunday`);
  return Array.from({ length: to - from + 1 }, (_, index) => (from + index + 1) % 7);
}

function fromMonday(weekday: number): number {
  return (weekday + 6) % 7;
}

function readWeekday(text: string): number {
  const wanted = text.toLowerCase();
  const found = WEEKDAYS.findIndex((name) => name === wanted || name.slice(0, 3) === wanted);
  if (found < 0) throw wrong(`\`${text}\` is not a weekday`);
  return found;
}

function inOrder(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
