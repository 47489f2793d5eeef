import type { Calendar } from './calendar.ts';
import { instantOf, type WallTime, wallTimeAt } from './zoned-time.ts';

/** Forty years: the longest that a day of a month may wait for its weekday, with a century that is no leap year. */
const FAR_DAYS = 40 * 366;
const DAY_MS = 86_400_000;

/**
 * The next times a calendar means, after an instant, in milliseconds since 1970; fewer than `count` when no more come within
 * forty years.
 *
 * Every time on the wall is met once, as by systemd: one that is skipped when the clocks go forward is left out that day,
 * one that comes twice when they go back is met the first time.
 */
export function occurrencesAfter(
  calendar: Calendar,
  zone: string,
  after: number,
  count: number,
): readonly number[] {
  const found: number[] = [];
  const today = wallTimeAt(zone, after);
  for (let ahead = 0; ahead < FAR_DAYS && found.length < count; ahead += 1) {
    const times = timesOf(calendar, zone, dayFrom(today, ahead));
    found.push(...times.filter((ms) => ms > after).slice(0, count - found.length));
  }
  return found;
}

/** The last time a calendar meant, at or before an instant; undefined when there was none within forty years. */
export function lastOccurrence(calendar: Calendar, zone: string, at: number): number | undefined {
  const today = wallTimeAt(zone, at);
  for (let back = 0; back < FAR_DAYS; back += 1) {
    const last = timesOf(calendar, zone, dayFrom(today, -back)).findLast((ms) => ms <= at);
    if (last !== undefined) return last;
  }
  return undefined;
}

type Day = Pick<WallTime, 'year' | 'month' | 'day'> & { readonly weekday: number };

/** The day that lies so many days from another, whatever the clocks do between them. */
export function dayFrom({ year, month, day }: WallTime, ahead: number): Day {
  const at = new Date(Date.UTC(year, month - 1, day) + ahead * DAY_MS);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    weekday: at.getUTCDay(),
  };
}

function timesOf(calendar: Calendar, zone: string, day: Day): readonly number[] {
  if (!isMeant(calendar, day)) return [];
  const { hours = upTo(24), minutes = upTo(60), seconds } = calendar;
  return hours.flatMap((hour) =>
    minutes.flatMap((minute) =>
      seconds.flatMap((second) => instantOf(zone, { ...day, hour, minute, second }) ?? []),
    ),
  );
}

function isMeant({ weekdays, years, months, days }: Calendar, { year, month, day, weekday }: Day): boolean {
  return (
    (weekdays?.includes(weekday) ?? true) &&
    (years?.includes(year) ?? true) &&
    (months?.includes(month) ?? true) &&
    (days?.includes(day) ?? true)
  );
}

function upTo(end: number): readonly number[] {
  return Array.from({ length: end }, (_, number) => number);
}
