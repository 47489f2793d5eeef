import { readDocument, removeRun } from '../../journal/runs.ts';
import { RulerunError } from '../../model/error.ts';
import type { Cleared } from '../../model/ports.ts';
import { type OldRunsContext, oldRuns } from './old-runs.ts';
import type { RecordedHosts } from './recorded-hosts.ts';
import { holdRun } from './run-holder.ts';
import { storiesIn, type ToldStory } from './stories.ts';

/** Removes the records of old runs on this machine, or with `check` only says which. What can still be rolled back stays. */
export async function removeOldRuns(
  stateDir: string,
  context: OldRunsContext,
  how: 'check' | 'remove',
): Promise<Cleared> {
  const stories = await storiesIn(stateDir);
  const { gone, kept } = oldRuns(stories, context);
  const removed: string[] = [];
  const stay = [...kept];
  for (const run of gone) {
    const why =
      (await othersHolding(run, stories, stateDir)) ??
      (how === 'check' ? undefined : await removeHere(run, stateDir));
    if (why === undefined) removed.push(run);
    else stay.push({ run, why });
  }
  return { gone: removed, kept: stay };
}

/** What steps left that ran as somebody else lies in that user's home, which is not looked into. */
async function othersHolding(
  run: string,
  stories: readonly ToldStory[],
  stateDir: string,
): Promise<string | undefined> {
  if (stories.some(({ summary, fate }) => summary.run === run && fate.left.length === 0)) return undefined;
  const recorded = (await readDocument(stateDir, run, 'targets.json')) as RecordedHosts | undefined;
  const mixed = recorded?.targets.find(({ users = [] }) => users.length > 1);
  return mixed && `on ${mixed.name} it also worked as somebody else than root, who may have records of it`;
}

async function removeHere(run: string, stateDir: string): Promise<string | undefined> {
  try {
    await using _ = await holdRun(stateDir, run);
    return await removeRun(stateDir, run);
  } catch (error) {
    if (error instanceof RulerunError) return error.message;
    throw error;
  }
}
