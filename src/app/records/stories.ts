import { listRuns, loadJournal, readDocument } from '../../journal/runs.ts';
import { fateOf, type Story, storyOf } from '../../report/fold/fate.ts';
import type { Fate, Summary } from '../../report/fold/summary.ts';

/** A run and what became of what it left. */
export interface ToldStory extends Story {
  readonly fate: Fate;
}

/** The runs of a state folder that have a record, newest first, each with what later runs made of it. */
export async function storiesIn(stateDir: string): Promise<readonly ToldStory[]> {
  return tellAll(stateDir, await listRuns(stateDir));
}

/** As `storiesIn`, for one run and those that came after it. */
export async function storiesSince(stateDir: string, run: string): Promise<readonly ToldStory[]> {
  // The names of runs sort by time.
  return tellAll(
    stateDir,
    (await listRuns(stateDir)).filter((name) => name >= run),
  );
}

/** A run in numbers, with what became of it; undefined: its record tells nothing. */
export async function summaryOf(run: string, stateDir: string): Promise<Summary | undefined> {
  const told = (await storiesSince(stateDir, run)).find(({ summary }) => summary.run === run);
  return told === undefined ? undefined : { ...told.summary, fate: told.fate };
}

async function tellAll(stateDir: string, runs: readonly string[]): Promise<readonly ToldStory[]> {
  const told: ToldStory[] = [];
  for (const run of runs) {
    const { events } = await loadJournal(stateDir, run);
    const story = storyOf(events, await rolledBackBy(stateDir, run));
    if (story !== undefined) told.push({ ...story, fate: fateOf(story, told) });
  }
  return told;
}

async function rolledBackBy(stateDir: string, run: string): Promise<string | undefined> {
  const document = await readDocument(stateDir, run, 'rollback.json');
  const of = (document as { readonly of?: unknown } | undefined)?.of;
  return typeof of === 'string' ? of : undefined;
}
