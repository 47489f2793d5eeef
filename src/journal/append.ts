import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../disk/sync-folder.ts';
import { RulerunError } from '../model/error.ts';
import type { RunEvent } from '../model/event.ts';
import { ExitCode } from '../model/exit-code.ts';
import { digestOf, NO_LINE, type Place, writeLine } from './line.ts';

export interface Journal extends AsyncDisposable {
  /**
   * Takes an event. Resolves for one that others rely on (an intent, an outcome) when it is on the disk, and for the
   * rest at once: they are written with the next that counts, or when the journal is closed.
   * @throws {RulerunError} `JOURNAL_UNWRITABLE`; once that has happened nothing is taken any more: a second sync after
   * a failed one may report success for what is lost (PostgreSQL learned this in 2018).
   */
  append(event: RunEvent): Promise<void>;
}

/** Nobody acts on these; everything else is on the disk before anything relies on it. */
const MAY_WAIT: ReadonlySet<RunEvent['type']> = new Set<RunEvent['type']>([
  'host.connected',
  'preflight.passed',
  'task.pending',
  'task.unforeseen',
  'task.started',
  'task.skipped',
  'task.satisfied',
  'play.started',
  'batch.started',
  'soak.started',
  'preview.finished',
]);

/**
 * Creates the journal of a run. `now` gives milliseconds and never goes backwards: a journal is read by the order of its
 * lines, and its times are for people.
 * @throws {RulerunError} `JOURNAL_UNWRITABLE` — nothing has been changed on any host yet.
 */
export async function createJournal(
  path: string,
  clean: (text: string) => string,
  now: () => number,
): Promise<Journal> {
  try {
    const file = await open(path, 'ax', 0o600);
    await syncFolder(dirname(path));
    return journalOn(file, path, clean, now);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

function journalOn(
  file: FileHandle,
  path: string,
  clean: (text: string) => string,
  now: () => number,
): Journal {
  const begunAt = now();
  let place: Place = { sequence: 1, previous: NO_LINE };
  let waiting: string[] = [];
  let flushing: Promise<void> = Promise.resolve();
  let queued: Promise<void> | undefined;
  let broken: RulerunError | undefined;

  async function flush(): Promise<void> {
    queued = undefined;
    const lines = waiting;
    waiting = [];
    if (broken !== undefined) throw broken;
    if (lines.length === 0) return;
    try {
      await file.appendFile(lines.join(''));
      await file.datasync();
    } catch (cause) {
      broken = unwritable(path, cause);
      throw broken;
    }
  }

  /** All that arrive while one sync runs share the next. */
  function flushed(): Promise<void> {
    if (queued === undefined) {
      queued = flushing.then(flush);
      flushing = queued.catch(() => undefined);
    }
    return queued;
  }

  return {
    append(event) {
      if (broken !== undefined) return Promise.reject(broken);
      const line = writeLine({ event, atMs: Math.floor(now() - begunAt) }, place, clean);
      place = { sequence: place.sequence + 1, previous: digestOf(line) };
      waiting.push(`${line}\n`);
      return MAY_WAIT.has(event.type) ? Promise.resolve() : flushed();
    },
    async [Symbol.asyncDispose]() {
      try {
        await flushed();
      } finally {
        await file.close();
      }
    },
  };
}

function unwritable(path: string, cause: unknown): RulerunError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new RulerunError('JOURNAL_UNWRITABLE', `cannot write the journal ${path}: ${why}`, {
    exitCode: ExitCode.internal,
    hint: 'make room on that disk or choose another place with --state-dir; no further change was begun',
    cause,
  });
}
