import type { Closing } from '../../app/window-limit.ts';
import type { Calendar } from './calendar.ts';
import { dayFrom, lastOccurrence, occurrencesAfter } from './occurrences.ts';
import { instantOf, type WallTime, wallTimeAt } from './zoned-time.ts';

const DAY_MS = 86_400_000;

/** A window that is open for so long from an instant on. Time that passes counts, not what a wall shows. */
export function closingAfter(startMs: number, durationMs: number, zone: string): Closing {
  return closing(startMs + durationMs, startMs, zone);
}

/**
 * `04:00`: the next time a wall shows that; `2026-11-29 04:00`: that instant. Undefined when it is neither, lies in the past,
 * or is left out by the clocks.
 */
export function closingAt(text: string, nowMs: number, zone: string): Closing | undefined {
  const parts = /^(?:(\d{4})-(\d\d)-(\d\d)[ T])?(\d\d?):(\d\d)(?::(\d\d))?$/.exec(text.trim());
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second = '0'] = parts;
  const time = { hour: Number(hour), minute: Number(minute), second: Number(second) };
  const today = wallTimeAt(zone, nowMs);
  const days =
    year === undefined
      ? [today, dayFrom(today, 1), dayFrom(today, 2)]
      : [{ year: Number(year), month: Number(month), day: Number(day) }];
  const found = days.flatMap((date) => instantOf(zone, { ...date, ...time }) ?? []);
  const atMs = found.find((ms) => ms > nowMs);
  return atMs === undefined ? undefined : closing(atMs, nowMs, zone);
}

export type WindowNow =
  | { readonly kind: 'open'; readonly closing: Closing }
  /** `nextMs`: when it opens again; undefined: never. */
  | { readonly kind: 'shut'; readonly lastClosed: Closing | undefined; readonly nextMs: number | undefined };

/**
 * Where a maintenance window stands that opens at the times of a calendar and is open for so long. It closes by its opening,
 * not by the start of the job: a job that starts late gets less time, one that starts after the window finds it shut.
 */
export function windowAt(calendar: Calendar, zone: string, durationMs: number, nowMs: number): WindowNow {
  const opened = lastOccurrence(calendar, zone, nowMs);
  const last = opened === undefined ? undefined : closing(opened + durationMs, nowMs, zone);
  if (last !== undefined && nowMs < last.atMs) return { kind: 'open', closing: last };
  const [nextMs] = occurrencesAfter(calendar, zone, nowMs, 1);
  return { kind: 'shut', lastClosed: last, nextMs };
}

/** An instant for a person: `Sun 2026-11-29 02:00 Europe/Berlin`. Seconds are told where there are any. */
export function tellTime(ms: number, zone: string): string {
  const wall = wallTimeAt(zone, ms);
  const { year, month, day } = wall;
  const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  return `${weekdays[dayFrom(wall, 0).weekday]} ${year}-${two(month)}-${two(day)} ${clockText(wall)} ${zone}`;
}

/** Within a day of `fromMs` the time is enough. */
function closing(atMs: number, fromMs: number, zone: string): Closing {
  const isNear = Math.abs(atMs - fromMs) < DAY_MS;
  return { atMs, told: isNear ? `${clockText(wallTimeAt(zone, atMs))} ${zone}` : tellTime(atMs, zone) };
}

function clockText({ hour, minute, second }: WallTime): string {
  return `${two(hour)}:${two(minute)}${second === 0 ? '' : `:${two(second)}`}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
