import { type Action, actionOf, type Observation, type PlanContext } from '../../model/action.ts';
import { itemKey, type PlannedTask } from '../../model/playbook/plan.ts';
import type { Failure } from '../../model/run/failure.ts';
import { jsonText } from '../../model/values/float-text.ts';
import { isJsonList, type JsonObject, type JsonValue } from '../../model/values/json.ts';
import { formatPosition } from '../../model/values/position.ts';
import type { ScalarNode } from '../../model/values/tree.ts';
import { isFactVariable } from '../../probes/facts/names.ts';
import { isComputed, withComputed } from '../../resolve/computed.ts';
import { evaluatorFor, type HostEvaluator, type ScopeParts, searchedFrom } from '../../resolve/evaluator.ts';
import { includedVariables } from '../../resolve/files/include-vars.ts';
import { areEverywhere, resolveParams } from '../../resolve/params.ts';
import { type HostState, hostIn, rightsOn } from '../hosts/host-state.ts';
import type { HostWork } from '../hosts/host-work.ts';
import type { Questions } from './questions.ts';

/** A task with one host's values put in. */
export type Prepared =
  | { readonly kind: 'skipped'; readonly why: string }
  /** It needs the result of a task that has not run. */
  | { readonly kind: 'pending'; readonly why: string }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | ReadyTask;

export interface ReadyTask {
  readonly kind: 'ready';
  readonly params: JsonObject;
  readonly questions: Questions;
  readonly localFiles: readonly string[];
  readonly undo: string | undefined;
  readonly impact: readonly string[];
}

/** The stage of the run a task is prepared for. */
export interface Stage {
  readonly state: HostState;
  /** Names that a task before this one will register. */
  readonly pending: ReadonlySet<string>;
  /** The host on which the task is done in place of its own, where that is known already. */
  readonly place?: HostState | undefined;
}

/** The host that is asked, and on which something is done. */
export function whereOf({ state, place }: Pick<Stage, 'state' | 'place'>): HostState {
  return place ?? state;
}

type Preparing = Stage & Pick<HostWork, 'ports'>;

/** Puts a host's values into a task: its conditions first, then its parameters. Pure. */
export function prepare(planned: PlannedTask, stage: Preparing): Prepared {
  return prepareWhere(planned, stage, () => false);
}

/**
 * The same for a task whose turn has not come. A condition that hangs on a fact is taken to hold: what the task asks travels
 * with the question for the fact, and nobody needs the answer should it turn out not to hold.
 */
export function foretell(planned: PlannedTask, stage: Preparing): Prepared {
  return prepareWhere(planned, stage, isFactVariable);
}

/** `passes`: whether a condition that hangs on this name, which is not known yet, is taken to hold. */
function prepareWhere(
  planned: PlannedTask,
  stage: Preparing,
  passes: (pending: string) => boolean,
): Prepared {
  let evaluator = evaluatorOf(planned, stage);
  for (const condition of planned.task.when) {
    const holds = evaluator.condition(condition.text);
    if (holds.ok && !holds.value) return { kind: 'skipped', why: `when: ${condition.text}` };
    if (holds.ok) continue;
    const pending = evaluator.pendingName();
    if (pending === undefined || !passes(pending)) return unprepared(evaluator, holds.error, condition);
    // It keeps the first name that it met.
    evaluator = evaluatorOf(planned, stage);
  }
  return withParams(planned, stage, evaluator);
}

function withParams(planned: PlannedTask, stage: Preparing, evaluator: HostEvaluator): Prepared {
  const { task } = planned;
  const action = actionOf(task, stage.ports.actions);
  const resolved = resolveParams(action.params, task.params, evaluator);
  if (!resolved.ok) {
    const [first] = resolved.failures;
    if (first === undefined) throw new Error(`${task.name}: parameters refused without a reason`);
    return unprepared(evaluator, first, first);
  }
  const met = withComputed(planned, () => evaluator);
  if (!met.ok) return unprepared(evaluator, met.failure, met.failure);
  return ready(met.value, action, whereOf(stage), resolved.params, evaluator);
}

function ready(
  planned: PlannedTask,
  action: Action,
  state: HostState,
  params: JsonObject,
  evaluator: HostEvaluator,
): Prepared {
  const { task } = planned;
  const undo = rendered(task.undo, evaluator);
  if (undo !== undefined && typeof undo !== 'string') return undo;
  const hazard = action.hazards(params, undo).find(({ name }) => !task.allows.includes(name));
  if (hazard !== undefined) {
    return { kind: 'failed', failure: { kind: 'refused', why: hazard.why, hint: hazard.hint } };
  }
  const impact = rendered(task.impact, evaluator);
  if (impact !== undefined && typeof impact !== 'string') return impact;
  const { observations, localFiles } = wantedBy(action, params);
  return {
    kind: 'ready',
    params,
    questions: { identity: rightsOn(state, planned), observations },
    localFiles,
    undo,
    impact: impact === undefined ? [] : [impact],
  };
}

/** What an action wants to know, given its parameters. */
interface Wanted {
  readonly action: Action;
  readonly observations: readonly Observation[];
  readonly localFiles: readonly string[];
}

/** Worked out once for all hosts where the parameters are the same on each. */
function wantedBy(action: Action, params: JsonObject): Wanted {
  const known = wanted.get(params);
  if (known?.action === action) return known;
  const made = { action, observations: action.observe(params), localFiles: action.localFiles(params) };
  if (areEverywhere(params)) wanted.set(params, made);
  return made;
}

const wanted = new WeakMap<JsonObject, Wanted>();

function rendered(node: ScalarNode | undefined, evaluator: HostEvaluator): string | undefined | Prepared {
  if (node === undefined) return undefined;
  const result = evaluator.render(node.text);
  if (!result.ok) return unprepared(evaluator, result.error, node);
  return typeof result.value === 'string' ? result.value : jsonText(result.value);
}

function unprepared(
  evaluator: HostEvaluator,
  { message, hint }: { readonly message: string; readonly hint: string | undefined },
  { at }: Pick<ScalarNode, 'at'>,
): Prepared {
  const pending = evaluator.pendingName();
  if (pending !== undefined)
    return { kind: 'pending', why: `it depends on \`${pending}\`, which an earlier task sets` };
  return { kind: 'failed', failure: { kind: 'unrenderable', why: message, place: formatPosition(at), hint } };
}

const NOTHING_SHOWN: readonly string[] = [];

/** What a task's expressions may refer to on this host at this moment. */
export function partsFor({ task, bound, address }: PlannedTask, { state, pending }: Stage): ScopeParts {
  const { registered, included, facts } = state;
  const shown = state.shown.get(address.play) ?? NOTHING_SHOWN;
  return { host: hostIn(state, { address }).scope, task, bound, registered, included, facts, pending, shown };
}

export function evaluatorOf(planned: PlannedTask, stage: Stage): HostEvaluator {
  return evaluatorFor(partsFor(planned, stage));
}

/** The task's title with the host's values put in; as written when that cannot be done. */
export function titleOf(planned: PlannedTask, stage: Stage): string {
  return filled(planned.title, planned, stage);
}

/** The words by which a task notifies handlers, with the host's values put in. */
export function noticesOf(planned: PlannedTask, stage: Stage): readonly string[] {
  return planned.task.notify.flatMap((word) => {
    const value = isFilled(word) ? filling(word, planned, stage) : word;
    return isJsonList(value) ? value.map(String) : [String(value)];
  });
}

/** The name by which a handler is notified on a host; it may hold the host's values. */
export function handlerName(handler: PlannedTask, stage: Stage): string {
  return filled(handler.task.name, handler, stage);
}

/** As written when it cannot be worked out. */
function filled(text: string, planned: PlannedTask, stage: Stage): string {
  return isFilled(text) ? String(filling(text, planned, stage)) : text;
}

function isFilled(text: string): boolean {
  return text.includes('{{');
}

function filling(text: string, planned: PlannedTask, stage: Stage): JsonValue {
  const result = evaluatorOf(planned, stage).render(text);
  return result.ok ? result.value : text;
}

/** The task with the keywords that templates give it here; as it is where they cannot be worked out: `prepare` says so. */
export function asMet(planned: PlannedTask, stage: Stage): PlannedTask {
  if (!isComputed(planned)) return planned;
  const met = withComputed(planned, () => evaluatorOf(planned, stage));
  const found = met.ok ? met.value : planned;
  if (planned.task.computed.no_log !== undefined) reveal(found, stage.state);
  return found;
}

/** Whether the first host does a task for all, as its values say it. */
export function isDoneOnce(planned: PlannedTask, stage: Stage): boolean {
  return asMet(planned, stage).task.across.runOnce;
}

/** What `no_log` hides by a template that does not hold here may be told; see `withholding`. */
function reveal({ task, address }: PlannedTask, { revealed }: HostState): void {
  if (task.noLog) revealed.delete(itemKey(address));
  else revealed.add(itemKey(address));
}

/** The number that a keyword of a task comes to; undefined: it is not said, or comes to none. */
export function numberOf(
  node: ScalarNode | undefined,
  planned: PlannedTask,
  stage: Stage,
): number | undefined {
  const rendered = node === undefined ? undefined : evaluatorOf(planned, stage).render(node.text);
  const number = rendered?.ok === true ? Number(rendered.value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** The variables that a task wants from files. */
export function wishedIn(
  planned: PlannedTask,
  { params }: ReadyTask,
  stage: Preparing,
): PlanContext['variables'] {
  const { ports } = stage;
  const wish = actionOf(planned.task, ports.actions).wishes?.(params);
  if (wish === undefined) return undefined;
  const parts = partsFor(planned, stage);
  return includedVariables(wish, searchedFrom(parts), ports.lookups, evaluatorFor(parts));
}
