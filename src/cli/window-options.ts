import { InvalidArgumentError, Option } from 'commander';
import { systemClock } from '../app/system/clock.ts';
import type { Closing } from '../app/window-limit.ts';
import { closingAfter, closingAt } from '../service/schedule/window.ts';
import { localZone } from '../service/schedule/zoned-time.ts';
import { readDuration } from '../text/duration.ts';

/** Until when hosts may be begun. */
export function untilOption(): Option {
  return new Option('--until <time>', 'begin no further host after this time, such as 04:00')
    .argParser(readUntil)
    .conflicts('window');
}

/** The same, counted from the start of the command. */
export function windowOption(): Option {
  return new Option('--window <duration>', 'begin no further host after so long, such as 2h').argParser(
    (text) => closingAfter(wallMs(), duration(text), localZone()),
  );
}

/** How long a run must have been over, in milliseconds. */
export function olderThanOption(): Option {
  return new Option('--older-than <duration>', 'only runs that are older, such as 30d or 12h')
    .argParser(duration)
    .default(30 * 86_400_000, '30d');
}

/** A duration on the command line, in milliseconds. @throws {InvalidArgumentError} */
export function duration(text: string): number {
  const ms = readDuration(text);
  if (ms === undefined) throw new InvalidArgumentError('It must be a time such as 90s, 30m, 2h or 1h30m.');
  return ms;
}

function readUntil(text: string): Closing {
  const closing = closingAt(text, wallMs(), localZone());
  if (closing === undefined)
    throw new InvalidArgumentError('It must be a time to come such as 04:00 or 2026-11-29T04:00.');
  return closing;
}

function wallMs(): number {
  return Date.parse(systemClock.wall());
}
