import type { Cleared } from '../../model/ports.ts';
import { isBack } from '../../report/fold/fate.ts';
import type { ToldStory } from './stories.ts';

/** What is known beside the records of the runs themselves. */
export interface OldRunsContext {
  /** Runs that began before this may go; milliseconds since 1970. */
  readonly beforeMs: number;
  /** What was removed on hosts just now, by their names. */
  readonly cleared: ReadonlyMap<string, Cleared>;
}

/**
 * The runs whose record on this machine nobody needs any more, and why others stay; those that are not old enough are in
 * neither. `stories`: all of the state folder, newest first.
 */
export function oldRuns(stories: readonly ToldStory[], { beforeMs, cleared }: OldRunsContext): Cleared {
  const newest = stories.find(({ fate }) => fate.left.length > 0)?.summary.run;
  const gone = new Set<string>();
  const kept: Cleared['kept'][number][] = [];
  const isOld = ({ summary }: ToldStory): boolean => Date.parse(summary.startedAt) < beforeMs;
  for (const told of stories.filter((one) => one.of === undefined && isOld(one))) {
    const { run } = told.summary;
    const why = run === newest ? 'it is the newest one that can be rolled back' : whyKept(told, cleared);
    if (why === undefined) gone.add(run);
    else kept.push({ run, why });
  }
  const known = new Set(stories.map(({ summary }) => summary.run));
  for (const { summary, of } of stories.filter(isOld)) {
    if (of === undefined) continue;
    // Without it, what it brought back would count as still there.
    if (known.has(of) && !gone.has(of))
      kept.push({ run: summary.run, why: `it tells what became of run ${of}` });
    else gone.add(summary.run);
  }
  return { gone: [...gone], kept };
}

function whyKept(
  { summary: { run, command, exitCode }, fate }: ToldStory,
  cleared: ReadonlyMap<string, Cleared>,
): string | undefined {
  if (command === 'apply' && exitCode === undefined && !isBack(fate))
    return `it has not finished: rulerun rollback ${run}`;
  const holding = fate.left.find((host) => cleared.get(host)?.gone.includes(run) !== true);
  return holding === undefined ? undefined : `it can still be rolled back on ${holding}`;
}
