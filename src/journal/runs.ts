import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { causeInWords } from '../disk/cause.ts';
import { isThere } from '../disk/is-there.ts';
import { makeFolder } from '../disk/make-folder.ts';
import { namesIn, refuseUnsafe } from '../disk/state-folder.ts';
import { replaceFile, textOf } from '../disk/text-file.ts';
import { RulerunError } from '../model/error.ts';
import { ExitCode } from '../model/run/exit-code.ts';
import { endPath, journalPath, runFolder } from './paths.ts';
import { type JournalText, readJournal } from './read.ts';
import { unwritableState } from './unwritable.ts';

/** Names of runs, as they may stand in a path: what `newRunName` makes, and nothing else. */
const RUN_NAME = /^[0-9]{8}-[0-9]{6}-[0-9a-f]{6}$/;

/**
 * A name that sorts by time and is met once: `20261122-235544-123a1b`, milliseconds and three random digits last.
 * `wall` is ISO 8601 in UTC with milliseconds.
 */
export function newRunName(wall: string, random: string): string {
  return `${wall.slice(0, 10).replaceAll('-', '')}-${wall.slice(11, 19).replaceAll(':', '')}-${wall.slice(20, 23)}${random.slice(0, 3)}`;
}

/**
 * Makes the folder of a run, readable for its owner alone.
 * @throws {RulerunError} `STATE_UNSAFE` when others could write into the state folder, `STATE_UNWRITABLE`.
 */
export async function createRunFolder(stateDir: string, run: string): Promise<string> {
  const folder = runFolder(stateDir, run);
  try {
    await makeFolder(join(stateDir, 'runs'), 0o700);
    await refuseUnsafe(stateDir);
    await mkdir(folder, { mode: 0o700 });
  } catch (cause) {
    if (cause instanceof RulerunError) throw cause;
    throw unwritableState(folder, cause);
  }
  return folder;
}

/** Keeps a document with a run; written once. @throws {RulerunError} `STATE_UNWRITABLE` */
export async function keepDocument(
  stateDir: string,
  run: string,
  name: string,
  value: unknown,
): Promise<void> {
  const path = join(runFolder(stateDir, run), name);
  await writeFile(path, documentText(value), { mode: 0o600, flag: 'wx' }).catch((cause: unknown) => {
    throw unwritableState(path, cause);
  });
}

/** Puts another in the place of a document that is kept with a run, whole. @throws {RulerunError} `STATE_UNWRITABLE` */
export async function replaceDocument(
  stateDir: string,
  run: string,
  name: string,
  value: unknown,
): Promise<void> {
  const path = join(runFolder(stateDir, run), name);
  await replaceFile(path, documentText(value), 0o600).catch((cause: unknown) => {
    throw unwritableState(path, cause);
  });
}

function documentText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/**
 * Removes the record of a run. Undefined: it is gone; else why it stays: for root, a run's folder may also hold what this
 * machine recorded as a host of it.
 * @throws {RulerunError} `STATE_UNWRITABLE`
 */
export async function removeRun(stateDir: string, run: string): Promise<string | undefined> {
  const folder = runFolder(stateDir, run);
  if ((await namesIn(folder)).includes('steps'))
    return 'this machine was a host of it, and has its own record';
  await rm(folder, { recursive: true }).catch((cause: unknown) => {
    throw unwritableState(folder, cause);
  });
  return undefined;
}

/** Reads a document back; undefined when the run has none by that name. */
export async function readDocument(stateDir: string, run: string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(runFolder(stateDir, run), name), 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * The runs of a state folder, newest first; none when there is no such folder. For root it is also where this machine, as
 * a host, keeps its own records of runs: what has no journal is such a record.
 */
export async function listRuns(stateDir: string): Promise<readonly string[]> {
  const names = await namesIn(join(stateDir, 'runs'));
  const runs: string[] = [];
  for (const name of names.filter((one) => RUN_NAME.test(one))) {
    if (await isThere(journalPath(stateDir, name))) runs.push(name);
  }
  return runs.sort().toReversed();
}

/**
 * Finds a run by its name, the beginning of it if that is unique, or `last`.
 * @throws {RulerunError} `NO_SUCH_RUN`
 */
export async function findRun(stateDir: string, wanted: string): Promise<string> {
  const runs = await listRuns(stateDir);
  const found = wanted === 'last' ? runs.slice(0, 1) : runs.filter((run) => run.startsWith(wanted));
  const [run] = found;
  if (run !== undefined && found.length === 1) return run;
  throw new RulerunError(
    'NO_SUCH_RUN',
    found.length === 0
      ? `there is no run ${wanted} in ${stateDir}${runs.length === 0 ? ', nor any other yet' : ''}`
      : `${found.length} runs begin with ${wanted}`,
    {
      hint:
        runs.length === 0
          ? 'rulerun apply begins one; --state-dir names another place'
          : 'rulerun history lists the runs',
    },
  );
}

/** @throws {RulerunError} `JOURNAL_UNREADABLE` */
export async function loadJournal(stateDir: string, run: string): Promise<JournalText> {
  const path = journalPath(stateDir, run);
  try {
    return readJournal(await readFile(path, 'utf8'), await textOf(endPath(path)));
  } catch (cause) {
    throw new RulerunError('JOURNAL_UNREADABLE', `cannot read the journal ${path}: ${causeInWords(cause)}`, {
      exitCode: ExitCode.internal,
      cause,
    });
  }
}
