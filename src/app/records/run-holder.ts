import { join } from 'node:path';
import { isDiskTrouble } from '../../disk/cause.ts';
import { type Holder, type Lock, livingHolder, takeLock } from '../../disk/lock.ts';
import type { Journal } from '../../journal/append.ts';
import { runFolder } from '../../journal/paths.ts';
import { listRuns } from '../../journal/runs.ts';
import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { systemClock } from '../system/clock.ts';

/**
 * Makes this process the one that works on a run, as long as it lives or until that is disposed of.
 * @throws {RulerunError} `RUN_IN_PROGRESS` when another process works on it
 */
export async function holdRun(stateDir: string, run: string): Promise<Lock> {
  const held = await takeLock(holderPath(stateDir, run), systemClock.wall());
  if (held.kind === 'held') return held;
  throw inProgress(run, held.by);
}

function inProgress(run: string, by: Holder | undefined): RulerunError {
  const who = by === undefined ? '' : ` (process ${by.pid} since ${by.since})`;
  return new RulerunError('RUN_IN_PROGRESS', `run ${run} is being worked on${who}`, {
    exitCode: ExitCode.blocked,
    hint: 'wait until it has ended; Ctrl-C there rolls back what is unfinished',
  });
}

/**
 * As `holdRun`, for going back: where a disk of this machine takes nothing more, a living holder is still looked for, and the
 * locks on the hosts keep two apart.
 * @throws {RulerunError} `RUN_IN_PROGRESS` when another process works on it
 */
export async function holdRunIfPossible(stateDir: string, run: string): Promise<AsyncDisposable> {
  try {
    return await holdRun(stateDir, run);
  } catch (error) {
    if (!isDiskTrouble(error)) throw error;
    const by = await livingHolder(holderPath(stateDir, run));
    if (by !== undefined) throw inProgress(run, by);
    return { [Symbol.asyncDispose]: async () => undefined };
  }
}

/** A journal whose run is this process's until it is closed. */
export function heldBy(lock: Lock, journal: Journal): Journal {
  return {
    append: (event) => journal.append(event),
    trouble: journal.trouble,
    async [Symbol.asyncDispose]() {
      await using _ = lock;
      await journal[Symbol.asyncDispose]();
    },
  };
}

/** What this machine knows of a run: whether a process works on it, or it has a record of it. */
export async function runHere(stateDir: string, run: string): Promise<'running' | 'ended' | 'unknown'> {
  if (!(await listRuns(stateDir)).includes(run)) return 'unknown';
  return (await livingHolder(holderPath(stateDir, run))) === undefined ? 'ended' : 'running';
}

function holderPath(stateDir: string, run: string): string {
  return join(runFolder(stateDir, run), 'running');
}
