import { dirname } from 'node:path';
import { type Disk, type GrowingFile, systemDisk } from '../disk/growing-file.ts';
import type { RunEvent } from '../model/run/event.ts';
import { digestOf, type JournalPlace, NO_LINE, writeLine } from './line.ts';
import { endPath, reservePath } from './paths.ts';
import { unwritableJournal } from './unwritable.ts';

export interface Journal extends AsyncDisposable {
  /**
   * Takes an event. Resolves for one that others rely on (an intent, an outcome) when it is on the disk, and for the
   * rest at once: they are written with the next that counts, or when the journal is closed. Once the disk has failed,
   * what has happened already is kept as well as it can be, and only what is about to begin rejects.
   * @throws {RulerunError} `JOURNAL_UNWRITABLE` for an event that must not happen unrecorded.
   */
  append(event: RunEvent): Promise<void>;
  /** Aborts, with a `RulerunError` as its reason, when the disk has failed: nothing further may begin. */
  readonly trouble: AbortSignal;
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

/** Bytes that rolling so many hosts back may need in a journal: some dozen lines each. */
export function roomForTheEnd(hosts: number): number {
  return 65_536 + hosts * 8_192;
}

/** How a journal is kept when nothing else is said: on the disks of this machine, with nothing reserved. */
export interface JournalKeeping {
  readonly disk?: Disk;
  /** Taken before anything begins and given up when the disk is full, so that the end of the run can be written down. */
  readonly reserveBytes?: number;
}

/**
 * Creates the journal of a run. `now` gives milliseconds and never goes backwards: a journal is read by the order of its
 * lines, and its times are for people.
 * @throws {RulerunError} `JOURNAL_UNWRITABLE` — nothing has been changed on any host yet.
 */
export async function createJournal(
  path: string,
  clean: (text: string) => string,
  now: () => number,
  { disk = systemDisk, reserveBytes = 0 }: JournalKeeping = {},
): Promise<Journal> {
  try {
    if (reserveBytes > 0) await disk.reserve(reservePath(path), reserveBytes);
    const file = await disk.create(path);
    await disk.syncFolder(dirname(path));
    return journalOn(file, path, clean, now, disk);
  } catch (cause) {
    await quietly(disk.remove(reservePath(path)));
    throw unwritableJournal(path, cause, 'nothing');
  }
}

function journalOn(
  first: GrowingFile,
  path: string,
  clean: (text: string) => string,
  now: () => number,
  disk: Disk,
): Journal {
  const begunAt = now();
  const trouble = new AbortController();
  /** Undefined: nothing can be kept any more. */
  let file: GrowingFile | undefined = first;
  let place: JournalPlace = { sequence: 1, previous: NO_LINE };
  let waiting: string[] = [];
  let flushing: Promise<void> = Promise.resolve();
  let queued: Promise<void> | undefined;

  async function flush(): Promise<void> {
    queued = undefined;
    const lines = waiting;
    waiting = [];
    if (file === undefined || lines.length === 0) return;
    try {
      await written(file, lines);
    } catch (cause) {
      await goOnElsewhere(file, lines, cause);
    }
  }

  /**
   * A second sync after a failed one may report success for what is lost (PostgreSQL learned this in 2018), so the file
   * is not touched again: the lines that are in doubt and those that follow go into a second one, where the reserve was.
   */
  async function goOnElsewhere(failed: GrowingFile, lines: readonly string[], cause: unknown): Promise<void> {
    file = undefined;
    await quietly(failed.close());
    if (trouble.signal.aborted) return;
    file = await secondFile(lines);
    trouble.abort(unwritableJournal(path, cause, file === undefined ? 'lost' : 'kept'));
  }

  async function secondFile(lines: readonly string[]): Promise<GrowingFile | undefined> {
    await quietly(disk.remove(reservePath(path)));
    try {
      const second = await disk.create(endPath(path));
      await written(second, lines);
      await disk.syncFolder(dirname(path));
      return second;
    } catch {
      return undefined;
    }
  }

  /** All that arrive while one sync runs share the next. */
  function flushed(): Promise<void> {
    queued ??= flushing.then(flush);
    flushing = queued;
    return queued;
  }

  return {
    trouble: trouble.signal,
    async append(event) {
      const mustBeKept = isBeginning(event);
      if (mustBeKept) trouble.signal.throwIfAborted();
      const line = writeLine({ event, atMs: Math.floor(now() - begunAt) }, place, clean);
      place = { sequence: place.sequence + 1, previous: digestOf(line) };
      waiting.push(`${line}\n`);
      if (MAY_WAIT.has(event.type)) return;
      await flushed();
      if (mustBeKept) trouble.signal.throwIfAborted();
    },
    async [Symbol.asyncDispose]() {
      await flushed();
      if (file !== undefined) await quietly(file.close());
      await quietly(disk.remove(reservePath(path)));
    },
  };
}

/** Going back is never held up by a disk of this machine. */
function isBeginning(event: RunEvent): boolean {
  return event.type === 'task.intent' || (event.type === 'run.started' && event.command !== 'rollback');
}

async function written(file: GrowingFile, lines: readonly string[]): Promise<void> {
  await file.append(lines.join(''));
  await file.sync();
}

/** For what changes nothing any more when it fails. */
async function quietly(work: Promise<void>): Promise<void> {
  await work.catch(() => undefined);
}
