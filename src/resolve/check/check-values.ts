import { type Action, type Actions, actionOf } from '../../model/action.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Lookups } from '../../model/lookups.ts';
import { paramTypeOf } from '../../model/params/params.ts';
import type { ParamsSchema } from '../../model/params/params-schema.ts';
import type { Variables } from '../../model/playbook/inventory.ts';
import type { Mention } from '../../model/playbook/mention.ts';
import { type Plan, type PlannedTask, withGathering } from '../../model/playbook/plan.ts';
import type { Task } from '../../model/playbook/playbook.ts';
import { EMPTY } from '../../model/values/json.ts';
import { namesAnd } from '../../model/values/names.ts';
import type { Position } from '../../model/values/position.ts';
import { type ScalarNode, scalarsOf, type Tree } from '../../model/values/tree.ts';
import { isGathered } from '../../probes/facts/names.ts';
import type { TemplateError } from '../../python/fault.ts';
import type { VariableUse } from '../../python/template/names.ts';
import { isTemplate } from '../../python/template/parse/parse.ts';
import type { Scope } from '../../python/template/scope.ts';
import { evaluatorFor, type ScopeParts, scopeFor, searchedFrom } from '../evaluator.ts';
import { searchPlaces } from '../files/search-places.ts';
import { hostScopesOf } from '../host-scope.ts';
import { resolveParams } from '../params.ts';
import { onHosts } from './check-mentions.ts';
import { factsNamed } from './fact-names.ts';
import { faultsIn, foreseeCondition } from './foresee.ts';
import { isAnsweredCheck, unreadVariables, type ValueMistake } from './foresee-included.ts';
import { askedOnce, type FileTrouble, missingFiles } from './missing-files.ts';
import { includesOthers, namesSetBy, namesSetInside, namesWithin } from './set-names.ts';
import { checkExpression, checkTemplate } from './syntax-check.ts';
import { type TriedTask, type Trying, walkOf } from './walk-hosts.ts';

/** What every task is checked with. */
interface Known {
  readonly actions: Actions;
  readonly fileTrouble: FileTrouble;
  readonly lookups?: Lookups | undefined;
  /** What a play names, by its number. */
  readonly mentions: ReadonlyMap<number, readonly Mention[]>;
  readonly roles: Plan['roles'];
  /** The names that tasks set which may be included. */
  readonly setInside: readonly string[];
}

/**
 * What is certain to go wrong in a run, whatever its hosts answer: names that nothing gives a value, and parameters whose
 * values do not fit. Tasks that are certain to be skipped are passed over, and what a task before decides is left open.
 */
export function checkValues(
  plan: Plan,
  { actions, fileTrouble, mentions, lookups }: Omit<Known, 'setInside' | 'roles'>,
): readonly Diagnostic[] {
  const before = new Set<string>();
  const setInside = namesSetInside(plan, actions);
  const { roles } = plan;
  const known = { actions, lookups, mentions, fileTrouble: askedOnce(fileTrouble), roles, setInside };
  const ofOthers = new Set([
    ...plan.plays.flatMap(withGathering).flatMap(({ task }) => namesSetBy(task, actions)),
    ...setInside,
  ]);
  for (const name of factsNamed(mentions)) if (isGathered(name, ofOthers)) ofOthers.add(name);
  const open = { included: new Map(), registered: new Map(), facts: EMPTY, pending: ofOthers };
  const scopes = hostScopesOf(plan, lookups, { of: () => open, isOut: () => false });
  const included = new Map<string, Variables>();
  return plan.plays.flatMap((play) => {
    const hosts = play.batches.flat();
    const scopeOf = scopes(play);
    const found = new Map<string, Found>();
    const walk = walkOf(
      play,
      hosts.map(({ target }) => scopeOf(target.name)),
      before,
      {
        tryTask: (planned, trying) => tryTask(planned, trying, known),
        note: (tasks, registered) => note(tasks, registered, known),
      },
    );
    for (const [number, { target }] of hosts.entries()) {
      const met = { isLocal: target.address.kind === 'local', included: included.get(target.name) ?? NONE };
      const walked = walk(number, met);
      included.set(target.name, walked.included);
      for (const mistake of walked.mistakes) {
        const key = JSON.stringify([mistake.at, mistake.message]);
        const same = found.get(key) ?? { ...mistake, hosts: [] };
        found.set(key, same);
        if (same.hosts.at(-1) !== target.name) same.hosts.push(target.name);
      }
    }
    note(withGathering(play), before, known);
    return [...found.values()].map((mistake) => told(mistake, hosts.length));
  });
}

const NONE: Variables = new Map();

function tryTask(
  { task }: PlannedTask,
  { host, play, way, registered, included, mayBeMade, isLocal }: Trying,
  known: Known,
): TriedTask {
  const ofRole = task.role === undefined ? [] : (known.roles.get(task.role)?.open ?? []);
  const pending = namesAnd(registered, [...namesWithin(task), ...ofRole]);
  const parts: ScopeParts = {
    ...{ host, task, pending },
    bound: EMPTY,
    ...{ included, registered: new Map() },
    facts: EMPTY,
  };
  const looking: Looking = {
    parts,
    scope: scopeFor(parts),
    action: actionOf(task, known.actions),
    mentions: known.mentions.get(play.number) ?? [],
  };
  // Its author says in better words what is missing.
  if (isRefused(task, looking))
    return { mistakes: [], isHarmless: false, isRefused: true, names: [], included, way };
  // On this machine a task before it may make the file.
  const found = mistakesIn(task, looking, isLocal ? () => undefined : known.fileTrouble);
  const more = { registered: new Set<string>(), included: new Map(included), mayBeMade };
  const unread = unreadVariables(task, looking.action, parts, more, known.lookups);
  const isSame = looking.action.wishes === undefined;
  return {
    mistakes: found === 'harmless' ? unread : [...found, ...unread],
    isHarmless: found === 'harmless' && isSame,
    isRefused: false,
    names: [...more.registered],
    included: isSame ? included : more.included,
    way: isSame ? way : new Map(),
  };
}

function note(tasks: readonly PlannedTask[], registered: Set<string>, known: Known): void {
  for (const { task } of tasks) {
    for (const name of namesSetBy(task, known.actions)) registered.add(name);
    if (includesOthers(task)) for (const name of known.setInside) registered.add(name);
  }
}

/** True for a task whose conditions, such as those of `assert`, are certain not to hold: nothing after it is reached. */
function isRefused(task: Task, { action, scope }: Looking): boolean {
  const asked = textsIn(task.params, action.params, 'holds');
  // In a block, its `rescue` may go on.
  if (asked.length === 0 || task.ignoreErrors || task.failedWhen !== undefined || task.within.length > 0)
    return false;
  return (
    task.when.every(({ text }) => foreseeCondition(text, scope) === 'holds') &&
    asked.some(({ text }) => foreseeCondition(text, scope) === 'fails')
  );
}

interface Found extends ValueMistake {
  readonly hosts: string[];
}

function told({ message, at, length, hint, hosts }: Found, of: number): Diagnostic {
  const some = hosts.length === of ? '' : ` (${onHosts(hosts)})`;
  return { severity: 'error', code: 'value', message: `${message}${some}`, at, length, hint };
}

/** `harmless`: it is reached, nothing is wrong, and it reads no file of this machine. */
function mistakesIn(
  task: Task,
  looking: Looking,
  fileTrouble: FileTrouble,
): readonly ValueMistake[] | 'harmless' {
  // What such a task gets wrong is a failure like another: the run goes on.
  if (task.ignoreErrors) return [];
  for (const condition of task.when) {
    const foreseen = foreseeCondition(condition.text, looking.scope);
    if (foreseen === 'fails') return [];
    // Syntax was told where it was read.
    if (typeof foreseen !== 'string')
      return foreseen.kind === 'syntax' ? [] : [mistakeOf(foreseen, condition, looking)];
  }
  const evaluator = evaluatorFor(looking.parts);
  const resolved = resolveParams(looking.action.params, task.params, evaluator);
  const isOpen = evaluator.pendingName() !== undefined;
  // Where parameters got their values, nothing is wrong in their templates.
  const faults = faultsOf(task, looking, resolved.ok && !isOpen);
  if (faults.length > 0 || task.noLog)
    return faults.filter(({ kind }) => kind === 'undefined' || kind === 'sealed');
  return isOpen ? 'harmless' : mistakesInParams(task, looking, resolved, fileTrouble);
}

function mistakesInParams(
  task: Task,
  { action, parts }: Looking,
  resolved: ReturnType<typeof resolveParams>,
  fileTrouble: FileTrouble,
): readonly ValueMistake[] | 'harmless' {
  if (!resolved.ok)
    return resolved.failures.map(({ message, at, hint }) => ({ message, at, hint, length: 1 }));
  const mistake = action.mistakeIn?.(resolved.params);
  if (mistake !== undefined && !isAnsweredCheck(mistake, task))
    return [{ message: mistake.why, at: task.params.at, hint: mistake.hint, length: 1 }];
  const files = action.localFiles(resolved.params);
  return files.length === 0 ? 'harmless' : missingFiles(task, files, inPlaces(parts, fileTrouble));
}

/** The same for a name in any of the folders where the task looks for files. */
function inPlaces(parts: ScopeParts, fileTrouble: FileTrouble): FileTrouble {
  const from = searchedFrom(parts);
  return (file, name) =>
    searchPlaces(name, 'files', from).some((place) => fileTrouble(file, place) === undefined)
      ? undefined
      : fileTrouble(file, name);
}

function faultsOf(task: Task, looking: Looking, haveValues: boolean): readonly FoundFault[] {
  const templates = [
    ...(haveValues ? [] : textsIn(task.params, looking.action.params, undefined)),
    ...[task.undo, task.impact, ...Object.values(task.computed)],
  ];
  const asked = textsIn(task.params, looking.action.params, 'holds');
  const judged = [...(task.changedWhen ?? []), ...(task.failedWhen ?? [])];
  const judging = judged.length === 0 ? looking : withOwnResult(task, looking);
  return [
    ...templates.flatMap((node) => (node === undefined ? [] : inTemplate(node, looking))),
    ...asked.flatMap((node) => inCondition(node, looking)),
    ...judged.flatMap((node) => inCondition(node, judging)),
  ];
}

function withOwnResult({ register }: Task, looking: Looking): Looking {
  if (register === undefined) return looking;
  const pending = namesAnd(looking.parts.pending, [register]);
  return { ...looking, scope: scopeFor({ ...looking.parts, pending }) };
}

/** A task as one host meets it. */
interface Looking {
  readonly parts: ScopeParts;
  readonly scope: Scope;
  readonly action: Action;
  /** What its play names. */
  readonly mentions: readonly Mention[];
}

/** A mistake that shows when a template or a condition is worked out. */
interface FoundFault extends ValueMistake {
  readonly kind: TemplateError['kind'];
}

/** Names that are not defined are told here; other mistakes in their own words where parameters get their values. */
function inTemplate(node: ScalarNode, looking: Looking): readonly FoundFault[] {
  return faultsIn(node.text, looking.scope).map((error) => mistakeOf(error, node, looking));
}

function inCondition(node: ScalarNode, looking: Looking): readonly FoundFault[] {
  const foreseen = foreseeCondition(node.text, looking.scope);
  return typeof foreseen === 'string' ? [] : [mistakeOf(foreseen, node, looking)];
}

/** Where a fault is: at the name that it is about, as far as the play names that itself. */
function mistakeOf(error: TemplateError, node: ScalarNode, { mentions: inPlay }: Looking): FoundFault {
  const uses = usesIn(node.text);
  const used = uses.findLast(({ offset }) => offset <= error.offset)?.name;
  const missing = /^`([^`.]+)` is undefined/.exec(error.message)?.[1];
  const isOwn = missing === undefined || uses.some(({ name }) => name === missing);
  const mentions = inPlay.filter(({ name, at }) =>
    isOwn ? name === (missing ?? used) && isFrom(at, node.at) : name === missing,
  );
  const [mention] = mentions;
  return {
    kind: error.kind,
    message: error.message,
    at: mention?.at ?? node.at,
    length: mention?.name.length ?? 1,
    hint: error.hint ?? (missing === undefined ? GUARD[error.kind] : WAY_OUT(missing)),
  };
}

/** What to do where a member, an item or the like is not there. */
const GUARD: Partial<Record<TemplateError['kind'], string>> = {
  undefined: 'say what to do where it is not there with `| default(…)`, or ask with `is defined` before',
};

const WAY_OUT = (name: string): string =>
  `give it a value in the inventory, in \`vars\` or with -e, or say what to do without one: \`${name} | default(…)\``;

function isFrom(at: Position, from: Position): boolean {
  return (
    at.file === from.file && (at.line > from.line || (at.line === from.line && at.column >= from.column))
  );
}

function usesIn(text: string): readonly VariableUse[] {
  const uses = isTemplate(text) ? checkTemplate(text) : checkExpression(text);
  return uses.ok ? uses.value : [];
}

/** The texts in parameters that are conditions, or those that are no expressions at all. */
function textsIn(params: Tree, schema: ParamsSchema, evaluates: 'holds' | undefined): readonly ScalarNode[] {
  if (params.kind !== 'map') return [];
  return params.entries
    .filter(({ key }) => paramTypeOf(schema, key)?.evaluates === evaluates)
    .flatMap(({ value }) => scalarsOf(value));
}
