import { expect, test } from 'vitest';
import { readCalendar } from './calendar.ts';
import { closingAfter, closingAt, tellTime, windowAt } from './window.ts';

const at = (text: string): number => Date.parse(text);
const HOUR = 3_600_000;

test.for([
  ['04:00', '2026-11-23T01:00Z', 'Europe/Berlin', '2026-11-23T03:00Z', '04:00 Europe/Berlin'],
  ['04:00', '2026-11-23T03:00Z', 'Europe/Berlin', '2026-11-24T03:00Z', 'Tue 2026-11-24 04:00 Europe/Berlin'],
  ['4:00', '2026-11-23T03:59Z', 'UTC', '2026-11-23T04:00Z', '04:00 UTC'],
  ['02:30', '2026-03-28T23:30Z', 'Europe/Berlin', '2026-03-30T00:30Z', 'Mon 2026-03-30 02:30 Europe/Berlin'],
  ['2026-11-29T04:00', '2026-11-23T03:00Z', 'UTC', '2026-11-29T04:00Z', 'Sun 2026-11-29 04:00 UTC'],
  ['2026-11-29 04:00:05', '2026-11-29T03:00Z', 'UTC', '2026-11-29T04:00:05Z', '04:00:05 UTC'],
])('until %s, said at %s in %s', ([text = '', now = '', zone = '', closes = '', told]) => {
  expect(closingAt(text, at(now), zone)).toEqual({ atMs: at(closes), told });
});

test.for(['', '4', '25:00', '04:60', '2026-11-22 04:00', '2026-13-01 04:00', '2026-02-30 04:00', 'noon'])(
  'until %s is no time to come',
  (text) => {
    expect(closingAt(text, at('2026-11-23T03:00Z'), 'UTC')).toBeUndefined();
  },
);

test('a window is as long as it says, whatever the clocks do meanwhile', () => {
  const start = at('2026-10-25T00:00Z'); // 02:00 in Berlin, an hour before it is 02:00 again
  expect(closingAfter(start, 2 * HOUR, 'Europe/Berlin')).toEqual({
    atMs: start + 2 * HOUR,
    told: '03:00 Europe/Berlin',
  });
});

test.for([
  ['at its time', '2026-11-29T02:00:00Z', 'open'],
  ['late, by chance or by load', '2026-11-29T03:59:59Z', 'open'],
  ['when it closes', '2026-11-29T04:00:00Z', 'shut'],
  ['before it', '2026-11-29T01:59:59Z', 'shut'],
  ['in the daytime, as after a machine slept through it', '2026-11-29T09:00:00Z', 'shut'],
])('a job that starts %s finds the window so', ([, now = '', kind]) => {
  expect(windowAt(readCalendar('Sun 02:00'), 'UTC', 2 * HOUR, at(now)).kind).toBe(kind);
});

test('an open window closes by its opening, a shut one says when it opens', () => {
  const sunday = readCalendar('Sun 02:00');
  expect(windowAt(sunday, 'UTC', 2 * HOUR, at('2026-11-29T03:30Z'))).toEqual({
    kind: 'open',
    closing: { atMs: at('2026-11-29T04:00Z'), told: '04:00 UTC' },
  });
  expect(windowAt(sunday, 'UTC', 2 * HOUR, at('2026-11-30T09:00Z'))).toMatchObject({
    kind: 'shut',
    lastClosed: { atMs: at('2026-11-29T04:00Z') },
    nextMs: at('2026-12-06T02:00Z'),
  });
});

test('a time for a person names the day, the zone, and seconds where there are some', () => {
  expect(tellTime(at('2026-11-29T01:00Z'), 'Europe/Berlin')).toBe('Sun 2026-11-29 02:00 Europe/Berlin');
  expect(tellTime(at('2026-11-29T01:00:07Z'), 'UTC')).toBe('Sun 2026-11-29 01:00:07 UTC');
});
