import { expect, test } from 'vitest';
import { readCalendar } from './calendar.ts';
import { lastOccurrence, occurrencesAfter } from './occurrences.ts';
import { wallTimeAt } from './zoned-time.ts';

const iso = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString();

test.for([
  // Clocks go forward at 02:00: 02:30 does not come that Sunday.
  ['Europe/Berlin', 'Sun 02:30', '2026-03-28T12:00Z', '2026-04-05T00:30:00.000Z'],
  // They go back at 03:00: 02:30 comes twice, the job once, the first time.
  ['Europe/Berlin', 'Sun 02:30', '2026-10-24T12:00Z', '2026-10-25T00:30:00.000Z'],
  ['Europe/Berlin', '*-*-* 02:30', '2026-10-25T00:30Z', '2026-10-26T01:30:00.000Z'],
  ['America/New_York', '*-*-* 02:00', '2027-03-14T06:00Z', '2027-03-15T06:00:00.000Z'],
  ['UTC', '*-02-29 12:00', '2096-03-01T00:00Z', '2104-02-29T12:00:00.000Z'],
  ['Asia/Kolkata', '*-*-* 00:00', '2026-11-23T00:00Z', '2026-11-23T18:30:00.000Z'],
  // A time that is now has come.
  ['UTC', '*-*-* 02:00', '2026-11-23T02:00Z', '2026-11-24T02:00:00.000Z'],
])('%s: %s after %s is %s', ([zone = '', at = '', after = '', next]) => {
  expect(iso(occurrencesAfter(readCalendar(at), zone, Date.parse(after), 1)[0])).toBe(next);
});

test.for([
  ['UTC', '*-*-* 02:00', '2026-11-23T02:00Z', '2026-11-23T02:00:00.000Z'],
  ['UTC', '*-*-* 02:00', '2026-11-23T01:59:59Z', '2026-11-22T02:00:00.000Z'],
  ['Europe/Berlin', 'Sun 02:30', '2026-03-30T12:00Z', '2026-03-22T01:30:00.000Z'],
  ['Europe/Berlin', 'Sun 02:30', '2026-10-25T01:45Z', '2026-10-25T00:30:00.000Z'],
  ['Pacific/Auckland', 'Mon 01:00', '2026-11-22T12:30Z', '2026-11-22T12:00:00.000Z'],
])('%s: the last %s at %s was %s', ([zone = '', at = '', now = '', last]) => {
  expect(iso(lastOccurrence(readCalendar(at), zone, Date.parse(now)))).toBe(last);
});

test('a day that does not exist never comes', () => {
  expect(occurrencesAfter(readCalendar('*-02-30'), 'UTC', 0, 3)).toEqual([]);
  expect(lastOccurrence(readCalendar('2199-01-01'), 'UTC', 0)).toBeUndefined();
});

test.for([
  'Europe/Berlin',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Tehran',
  'UTC',
])(
  'over ten years in %s every time on the wall comes at most once, in order, and as it was asked for',
  (zone) => {
    for (const at of ['*-*-* 00:30', '*-*-* 02:30']) {
      const calendar = readCalendar(at);
      const all = occurrencesAfter(calendar, zone, Date.parse('2018-01-01T00:00Z'), 3652);
      const walls = all.map((ms) => wallTimeAt(zone, ms));
      expect(new Set(walls.map(({ year, month, day }) => `${year}-${month}-${day}`)).size).toBe(all.length);
      expect(walls.every(({ hour, minute }) => hour === calendar.hours?.[0] && minute === 30)).toBe(true);
      for (const [index, ms] of all.entries()) {
        const gap = ms - (all[index - 1] ?? ms - 86_400_000);
        // A day, an hour more or less; two days where the clocks skipped it.
        expect(gap).toBeGreaterThan(82_000_000);
        expect(gap).toBeLessThan(180_000_000);
        if (index > 0) expect(lastOccurrence(calendar, zone, ms - 1)).toBe(all[index - 1]);
      }
    }
  },
);
