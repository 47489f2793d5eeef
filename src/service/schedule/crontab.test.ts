import { expect, test } from 'vitest';
import { crontabLines } from './crontab.ts';
import { scheduleWith } from './schedule.test-kit.ts';

const COMMAND = ['/usr/bin/node', '/opt/rulerun/dist/bin.js', 'schedule', 'run', 'nightly'] as const;

test('a zone goes before the line, and the line into the hands of sh and cron', () => {
  expect(
    crontabLines(scheduleWith(), [...COMMAND, '--state-dir', "/it's 100%/state"]),
  ).toMatchInlineSnapshot(`
    [
      "# rulerun schedule nightly: Sun 02:00 Europe/Berlin",
      "# cronie keeps CRON_TZ; Debian’s cron does not and works in the zone of the machine. It holds for the lines below.",
      "CRON_TZ=Europe/Berlin",
      "0 2 * * 0 /usr/bin/node /opt/rulerun/dist/bin.js schedule run nightly --state-dir '/it'\\''s 100\\%/state'",
    ]
  `);
});

test.for([
  ['Mon..Fri 22:30', '30 22 * * 1,2,3,4,5'],
  ['*-*-01,15 03:00', '0 3 1,15 * *'],
  ['*:0/15', '0,15,30,45 * * * *'],
  ['quarterly', '0 0 1 1,4,7,10 *'],
])('%s is %s', ([at = '', fields]) => {
  const lines = crontabLines(scheduleWith({ at, timezone: undefined }), COMMAND);
  expect(lines).toEqual([`# rulerun schedule nightly: ${at}`, `${fields} ${COMMAND.join(' ')}`]);
});

test.for([
  ['Sat *-*-1..7 02:00', 'either'],
  ['02:00:30', 'no seconds'],
  ['2027-01-01 02:00', 'no years'],
])('%s cannot be said to cron', ([at = '', why = '']) => {
  expect(() => crontabLines(scheduleWith({ at }), COMMAND)).toThrow(why);
});
