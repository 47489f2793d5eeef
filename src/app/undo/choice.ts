import { findRun } from '../../journal/runs.ts';
import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import { isBack } from '../../report/fold/fate.ts';
import type { RolledBack, Summary } from '../../report/fold/summary.ts';
import { named } from '../../text/words.ts';
import type { Controller } from '../controller.ts';
import { storiesIn, storiesSince, type ToldStory } from '../records/stories.ts';
import type { UndoRecord } from './record.ts';

/** Which run is to be rolled back. */
export type Choice =
  | { readonly kind: 'run'; readonly run: string }
  /** Nothing of it is left. `before`: the newest of those before it that still stands. */
  | {
      readonly kind: 'back';
      readonly run: string;
      readonly by: readonly RolledBack[];
      readonly before: Summary | undefined;
    }
  /** No run changed anything that could go back. */
  | { readonly kind: 'none' };

/**
 * The run that is meant: `last` is the newest that changed something, whatever was looked at or rolled back since. It
 * stays that one when it is back: to say the same again must not undo what came before it.
 * @throws {RulerunError} `NO_SUCH_RUN`
 */
export async function runToRollBack(wanted: string, stateDir: string): Promise<Choice> {
  const newest = await findRun(stateDir, wanted);
  if (wanted !== 'last') return { kind: 'run', run: newest };
  const changing = (await storiesIn(stateDir)).filter(hasChanged);
  const [last] = changing;
  if (last === undefined) return { kind: 'none' };
  const { run } = last.summary;
  if (last.fate.left.length > 0) return { kind: 'run', run };
  const before = changing.find(({ fate }) => fate.left.length > 0)?.summary;
  return { kind: 'back', run, by: last.fate.backBy, before };
}

function hasChanged({ summary: { command, hosts }, left }: ToldStory): boolean {
  return command === 'apply' && (left.size > 0 || hosts.some(({ undone }) => undone > 0));
}

/**
 * The rollbacks after which nothing is left to undo; undefined: something may be. What a damaged journal does not tell of
 * may still be there.
 * @throws {RulerunError} `UNDER_NEWER_RUN` when a newer run changed the same hosts and stands: going back to before both
 * through the older one would leave a mixture that nobody ever saw.
 */
export async function undoneBy(
  { run, hosts, journal }: UndoRecord,
  { stateDir }: Pick<Controller, 'stateDir'>,
): Promise<readonly RolledBack[] | undefined> {
  const stories = await storiesSince(stateDir, run);
  const story = stories.find(({ summary }) => summary.run === run);
  if (story === undefined) return undefined;
  if (isBack(story.fate)) return journal.state === 'whole' ? story.fate.backBy : undefined;
  refuseUnderNewer(run, story, new Set(hosts.map(({ name }) => name)), stories);
  return undefined;
}

function refuseUnderNewer(
  run: string,
  { fate }: ToldStory,
  hosts: ReadonlySet<string>,
  stories: readonly ToldStory[],
): void {
  const shared = new Set(fate.left.filter((host) => hosts.has(host)));
  const newer = stories.filter(
    (other) => other.summary.run !== run && other.fate.left.some((host) => shared.has(host)),
  );
  const [first] = newer;
  if (first === undefined) return;
  const on = [...shared].filter((host) => newer.some(({ fate: { left } }) => left.includes(host)));
  const runs = newer.map(({ summary }) => summary.run);
  const order = [...runs, run].map((name) => `rulerun rollback ${name}`).join(', then ');
  throw new RulerunError(
    'UNDER_NEWER_RUN',
    `run ${run} lies under newer ones on ${safeLine(named(on))}: ${runs.join(', ')} changed the same hosts since`,
    {
      exitCode: ExitCode.blocked,
      hint: `go back in this order: ${order}; or leave those hosts out with --limit`,
    },
  );
}
