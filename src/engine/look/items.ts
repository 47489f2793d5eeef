import type { PlannedTask } from '../../model/playbook/plan.ts';
import type { Failure } from '../../model/run/failure.ts';
import { jsonText } from '../../model/values/float-text.ts';
import { type JsonObject, type JsonValue, jsonObject } from '../../model/values/json.ts';
import { formatPosition } from '../../model/values/position.ts';
import { boundTo, loopItems, settledLoop } from '../../resolve/loop-items.ts';
import type { ParamFailure } from '../../resolve/params.ts';
import { asMet, evaluatorOf, type Stage } from './prepare.ts';

/** A task as often as its loop says. */
export type Items =
  /** It has no loop. */
  | { readonly kind: 'single' }
  | { readonly kind: 'items'; readonly tasks: readonly PlannedTask[] }
  | { readonly kind: 'skipped'; readonly why: string }
  | { readonly kind: 'pending'; readonly why: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Above this a label is cut where it is shown, in characters. */
const LABEL = 60;

/** The items of a task's loop, each as a task of its own. Pure. */
export function itemsOf(planned: PlannedTask, stage: Stage): Items {
  const { loop: written } = planned.task;
  if (written === undefined || planned.address.item !== undefined) return { kind: 'single' };
  const evaluator = evaluatorOf(planned, stage);
  const loop = settledLoop(written, evaluator);
  const made = loopItems(loop, evaluator);
  if (!made.ok) {
    // As in Ansible: items that cannot be made do not matter where the task is skipped anyway.
    const pending = evaluator.pendingName();
    const skipped = skippedWhatever(planned, stage);
    if (skipped !== undefined) return { kind: 'skipped', why: `when: ${skipped}` };
    if (pending !== undefined)
      return { kind: 'pending', why: `its items depend on \`${pending}\`, which an earlier task sets` };
    return { kind: 'failed', failure: unrenderable(made.failure) };
  }
  if (made.items.length === 0) return { kind: 'skipped', why: 'the loop has no items' };
  const known = new Map<string, number>();
  const tasks = made.items.map((_, index) => {
    const bound = boundTo(loop, made.items, index, planned.bound);
    const task = loop === written ? planned.task : { ...planned.task, loop };
    return numbered({ ...planned, task, bound, address: { ...planned.address, item: '' } }, stage, known);
  });
  return { kind: 'items', tasks };
}

/** Gives an item the words that show it; two of the same words are told apart by a number. */
function numbered(planned: PlannedTask, stage: Stage, known: Map<string, number>): PlannedTask {
  const label = labelOf(planned, stage);
  const count = (known.get(label) ?? 0) + 1;
  known.set(label, count);
  const item = count === 1 ? label : `${label} #${count}`;
  return { ...planned, address: { ...planned.address, item } };
}

function labelOf(planned: PlannedTask, stage: Stage): string {
  const { loop } = planned.task;
  if (loop === undefined || asMet(planned, stage).task.noLog) return 'item';
  const label = loop.label === undefined ? undefined : evaluatorOf(planned, stage).render(loop.label.text);
  const value = label?.ok === true ? label.value : (planned.bound[loop.variable] ?? null);
  const text = shownText(value);
  return text.length > LABEL ? `${text.slice(0, LABEL)}…` : text;
}

function shownText(value: JsonValue): string {
  return typeof value === 'string' ? value.replaceAll(/\s+/g, ' ') : jsonText(value);
}

/** The first condition that does not hold without an item. */
function skippedWhatever(planned: PlannedTask, stage: Stage): string | undefined {
  const evaluator = evaluatorOf(planned, stage);
  return planned.task.when.find(({ text }) => {
    const holds = evaluator.condition(text);
    return holds.ok && !holds.value;
  })?.text;
}

function unrenderable({ message, at, hint }: ParamFailure): Failure {
  return { kind: 'unrenderable', why: `the loop ${message}`, place: formatPosition(at), hint };
}

/** What `register` keeps of an item beside its result. */
export function itemResult({ task: { loop }, bound }: PlannedTask, result: JsonObject): JsonObject {
  if (loop === undefined) return result;
  const names = [
    loop.variable,
    'ansible_loop_var',
    ...(loop.index === undefined ? [] : [loop.index, 'ansible_index_var']),
  ];
  const extended = loop.extended ? ['ansible_loop'] : [];
  return jsonObject([
    ...Object.entries(result),
    ...[...names, ...extended].map((name) => [name, bound[name] ?? null] as const),
  ]);
}

/** A task as often as its loop says, as far as that is known. */
export function eachItem(planned: PlannedTask, stage: Stage): readonly PlannedTask[] {
  const items = itemsOf(planned, stage);
  if (items.kind === 'single') return [planned];
  return items.kind === 'items' ? items.tasks : [];
}
