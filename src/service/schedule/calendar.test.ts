import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { readCalendar } from './calendar.ts';
import { occurrencesAfter } from './occurrences.ts';

const EVERY = { weekdays: undefined, years: undefined, months: undefined, days: undefined };

test.for([
  ['Sun 02:00', { ...EVERY, weekdays: [0], hours: [2], minutes: [0], seconds: [0] }],
  [
    'mon..FRIDAY 22:30:15',
    { ...EVERY, weekdays: [1, 2, 3, 4, 5], hours: [22], minutes: [30], seconds: [15] },
  ],
  ['Sat..Sun', { ...EVERY, weekdays: [0, 6], hours: [0], minutes: [0], seconds: [0] }],
  [
    'Sat *-*-1..7 02:00',
    { ...EVERY, weekdays: [6], days: [1, 2, 3, 4, 5, 6, 7], hours: [2], minutes: [0], seconds: [0] },
  ],
  ['*-*-01,15 03:00', { ...EVERY, days: [1, 15], hours: [3], minutes: [0], seconds: [0] }],
  [
    '2027-02-28',
    { ...EVERY, years: [2027], months: [2], days: [28], hours: [0], minutes: [0], seconds: [0] },
  ],
  ['*:0/20', { ...EVERY, hours: undefined, minutes: [0, 20, 40], seconds: [0] }],
  ['1..9/4:05', { ...EVERY, hours: [1, 5, 9], minutes: [5], seconds: [0] }],
  ['daily', { ...EVERY, hours: [0], minutes: [0], seconds: [0] }],
  [' Monthly ', { ...EVERY, days: [1], hours: [0], minutes: [0], seconds: [0] }],
] as const)('%s is read', ([text, meant]) => {
  expect(readCalendar(text)).toEqual(meant);
});

test.for([
  ['', 'it is empty'],
  ['25:00', '`25` is not an hour from 0 to 23'],
  ['02:60', 'from 0 to 59'],
  ['Sonntag 02:00', '`Sonntag` is not a weekday'],
  ['Fri..Mon 02:00', 'over the end of the week'],
  ['*-*-32 02:00', 'from 1 to 31'],
  ['*-13-01', 'from 1 to 12'],
  ['Sun 02:00 Europe/Berlin', 'has no place'],
  ['02:00 Sun', 'has no place'],
  ['*-*~1 02:00', 'is not a day'],
  ['*:*:*', 'every second'],
  ['0/0:00', 'steps of nothing'],
  ['7..1:00', '`7..1` is not an hour'],
  ['02:00:00.5', 'is not a second'],
  ['tomorrow', 'is not a weekday'],
  ['*-*-* 02:00; rm -rf /', 'has no place'],
])('%s is refused', ([text = '', why = '']) => {
  expect(() => readCalendar(text)).toThrow(why);
});

test('a refusal is the fault of the command line, and shows how to write it', () => {
  expect(() => readCalendar('noon')).toThrow(expect.objectContaining({ code: 'CALENDAR', exitCode: 2 }));
});

const PROGRAM = 'systemd-analyze';
const analyze = spawnSync(PROGRAM, ['calendar', '--base-time=2026-01-01', 'daily'], {
  encoding: 'utf8',
});
const reason = analyze.status === 0 ? undefined : 'no systemd-analyze that knows --base-time';
if (reason !== undefined) process.stderr.write(`skipped, calendars as systemd reads them: ${reason}\n`);

/** What systemd says comes next, in milliseconds. */
function systemdSays(expression: string, from: string, count: number): readonly number[] {
  const args = ['calendar', `--base-time=${from}`, `--iterations=${count}`, '--', expression];
  const { stdout } = spawnSync(PROGRAM, args, {
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC' },
  });
  const times = stdout.matchAll(/(?:Next elapse|Iter\. #\d+): \w+ (\S+) (\S+) UTC/g);
  return [...times].map(([, day, time]) => Date.parse(`${day}T${time}Z`));
}

describe.skipIf(reason !== undefined)('as systemd reads it', () => {
  test.for([
    'Sun 02:00',
    'Mon..Fri 22:30:15',
    'Sat *-*-1..7 02:00',
    '*-*-01,15 03:00',
    '*-02-29 12:00',
    '*:0/20',
    '1..9/4:05',
    '5/6:10',
    'daily',
    'weekly',
    'monthly',
    'quarterly',
    'yearly',
    'hourly',
    '*-*-31 23:59:59',
    '2028-02-29',
    '*-*-* 02:30',
    '1-1 01:00',
    'Wed,Sat..Sun 04:00',
  ])('%s', (at) => {
    for (const [zone, from] of [
      ['UTC', '2026-11-23 03:00:00 UTC'],
      ['Europe/Berlin', '2026-03-27 12:00:00 UTC'],
      ['Europe/Berlin', '2026-10-23 12:00:00 UTC'],
      ['America/New_York', '2027-03-12 12:00:00 UTC'],
      ['Australia/Lord_Howe', '2026-10-02 12:00:00 UTC'],
    ] as const) {
      const expected = systemdSays(`${at} ${zone}`, from, 6);
      const start = Date.parse(`${from.slice(0, 19).replace(' ', 'T')}Z`);
      expect(occurrencesAfter(readCalendar(at), zone, start, 6), `${at} ${zone} from ${from}`).toEqual(
        expected,
      );
      expect(expected.length).toBeGreaterThan(0);
    }
  });
});
