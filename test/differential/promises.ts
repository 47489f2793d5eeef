import type { ShownChange } from '../../src/model/change.ts';
import { taskKey } from '../../src/model/playbook/plan.ts';
import type { RunEvent } from '../../src/model/run/event.ts';
import { treeDifferences } from './compare.ts';
import type { CommandTold, RulerunTold } from './driver/job.ts';
import { placeOf } from './records.ts';

type Pending = Extract<RunEvent, { readonly type: 'task.pending' }>;
/** Written before the host hears of a change. */
type Intent = Extract<RunEvent, { readonly type: 'task.intent' }>;

/** Where a preview was wrong: what it called certain did not happen, or what happened it named nowhere. */
export function previewMistakes({ plan, apply }: Pick<RulerunTold, 'plan' | 'apply'>): readonly string[] {
  const pending = plan.events.filter((event): event is Pending => event.type === 'task.pending');
  const named = new Set(
    plan.events
      .filter((event) => event.type === 'task.pending' || event.type === 'task.unforeseen')
      .flatMap((event) => [placeOf(event), `${event.host} ${taskKey(event.task)}`]),
  );
  const begun = begunIn(apply);
  return [
    ...pending
      .filter(({ uncertain }) => !uncertain)
      .flatMap((event) =>
        missed(
          event,
          begun.filter((other) => placeOf(other) === placeOf(event)),
        ),
      ),
    ...begun
      .filter((event) => !isNamed(event, named))
      .map((event) => `${placeOf(event)} "${event.title}" was done, and the preview named it nowhere`),
  ];
}

function begunIn({ events }: CommandTold): readonly Intent[] {
  return events.filter((event): event is Intent => event.type === 'task.intent');
}

function missed(event: Pending, happened: readonly Intent[]): readonly string[] {
  const what = `${placeOf(event)} "${event.title}" was to change for certain`;
  if (happened.length === 0) return [`${what}, and did not`];
  if (happened.some(({ change }) => same(change, event.change))) return [];
  return [
    `${what} by ${shown(event.change)}, and did ${happened.map(({ change }) => shown(change)).join(', ')}`,
  ];
}

/** By itself, or with the task that includes it. */
function isNamed({ host, task }: Intent, named: ReadonlySet<string>): boolean {
  const { path = '' } = task;
  const steps = path === '' ? [] : path.split('.');
  const around = [...steps.keys()].map((count) => {
    const { path: _, item: __, ...outer } = task;
    return taskKey(count === 0 ? outer : { ...outer, path: steps.slice(0, count).join('.') });
  });
  return [placeOf({ host, task }), `${host} ${taskKey(task)}`, ...around.map((key) => `${host} ${key}`)].some(
    (key) => named.has(key),
  );
}

function same(one: ShownChange, other: ShownChange): boolean {
  return shown(one) === shown(other);
}

function shown({ summary, diff, operations }: ShownChange): string {
  return JSON.stringify([summary, diff, operations]);
}

/** What an undo left otherwise than it was, but for `stays`; and what of `stays` no preview said. */
export function undoMistakes({ plan, trees }: RulerunTold, stays: readonly string[]): readonly string[] {
  const left = treeDifferences(trees.before, trees.back);
  const leftPaths = left.map((line) => /^on disk (.*?): /.exec(line)?.[1] ?? '');
  const unannounced = left.filter((_, index) => !stays.includes(leftPaths[index] ?? ''));
  return [
    ...unannounced.map((line) => `after the undo, ${line}`),
    ...stays
      .filter((path) => !leftPaths.includes(path))
      .map((path) => `${path} went back, and is in \`stays\``),
    ...(stays.length > 0 && !hasSaidSo(plan) ? ['something stays, and the preview has not said so'] : []),
  ];
}

function hasSaidSo({ events }: CommandTold): boolean {
  return events.some(
    (event) =>
      (event.type === 'task.pending' && event.change.undo.kind === 'irreversible') ||
      event.type === 'task.unforeseen',
  );
}
