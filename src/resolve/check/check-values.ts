import { type Action, type Actions, actionOf } from '../../model/action.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Lookups } from '../../model/lookups.ts';
import { paramTypeOf } from '../../model/params/params.ts';
import type { ParamsSchema } from '../../model/params/params-schema.ts';
import type { Mention } from '../../model/playbook/mention.ts';
import { type Plan, type PlannedPlay, type PlannedTask, withGathering } from '../../model/playbook/plan.ts';
import type { Task } from '../../model/playbook/playbook.ts';
import { mayLeave } from '../../model/playbook/structure.ts';
import { EMPTY } from '../../model/values/json.ts';
import type { Position } from '../../model/values/position.ts';
import { type ScalarNode, scalarsOf, type Tree } from '../../model/values/tree.ts';
import { isFact, isGathered } from '../../probes/facts/names.ts';
import type { TemplateError } from '../../python/fault.ts';
import type { VariableUse } from '../../python/template/names.ts';
import { isTemplate } from '../../python/template/parse/parse.ts';
import type { Scope } from '../../python/template/scope.ts';
import { evaluatorFor, type HostScope, type ScopeParts, scopeFor, searchedFrom } from '../evaluator.ts';
import { searchPlaces } from '../files/search-places.ts';
import { hostScopesOf } from '../host-scope.ts';
import { resolveParams } from '../params.ts';
import { onHosts } from './check-mentions.ts';
import { faultsIn, foreseeCondition } from './foresee.ts';
import { isAnsweredCheck, type MetBefore, unreadVariables, type ValueMistake } from './foresee-included.ts';
import { includesOthers, namesSetBy, namesSetInside, namesWithin } from './set-names.ts';
import { checkExpression, checkTemplate } from './syntax-check.ts';

/** Why a file that a playbook names cannot be read on this machine; undefined: it can. */
export type FileTrouble = (playbook: string, name: string) => string | undefined;

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
  const included = new Map(
    plan.plays.flatMap(({ batches }) =>
      batches.flat().map(({ target }) => [target.name, new Map()] as const),
    ),
  );
  const scopes = hostScopesOf(plan, lookups, { of: () => open, isOut: () => false });
  return plan.plays.flatMap((play) => {
    const hosts = play.batches.flat();
    const scopeOf = scopes(play);
    const found = new Map<string, Found>();
    for (const { target } of hosts) {
      // On this machine a task before it may make the file.
      const here =
        target.address.kind === 'local' ? { ...known, fileTrouble: () => undefined, isLocal: true } : known;
      const met = { registered: new Set(before), included: included.get(target.name) ?? new Map() };
      for (const mistake of mistakesOn(scopeOf(target.name), play, met, here)) {
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

/** The facts that plays name, of their own hosts or of others. */
function factsNamed(mentions: Known['mentions']): readonly string[] {
  const named = [...mentions.values()].flat().flatMap(({ name, path }) => [name, ...path]);
  return [...new Set(named)].filter((name) => name !== undefined).filter(isFact);
}

/** Many hosts need the same few files. */
function askedOnce(fileTrouble: FileTrouble): FileTrouble {
  const known = new Map<string, string | undefined>();
  return (playbook, name) => {
    const key = JSON.stringify([playbook, name]);
    if (!known.has(key)) known.set(key, fileTrouble(playbook, name));
    return known.get(key);
  };
}

function mistakesOn(
  host: HostScope,
  play: PlannedPlay,
  { registered, included }: Omit<MetBefore, 'mayBeMade'>,
  known: Known & { readonly isLocal?: boolean },
): readonly ValueMistake[] {
  const found: ValueMistake[] = [];
  let mayBeMade = known.isLocal === true;
  for (const planned of withGathering(play)) {
    const { task, address } = planned;
    // A handler may run after any other.
    if (address.section === 'handlers') note(play.handlers, registered, known);
    const ofRole = task.role === undefined ? [] : (known.roles.get(task.role)?.open ?? []);
    const own = [...namesWithin(task), ...ofRole];
    const pending = own.length === 0 ? registered : new Set([...registered, ...own]);
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
    if (isRefused(task, looking)) break;
    found.push(...mistakesIn(task, looking, known.fileTrouble));
    const met = { registered, included, mayBeMade };
    found.push(...unreadVariables(task, looking.action, parts, met, known.lookups));
    mayBeMade ||= mayLeave(task.across);
    note([planned], registered, known);
  }
  return found;
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

function mistakesIn(task: Task, looking: Looking, fileTrouble: FileTrouble): readonly ValueMistake[] {
  // What such a task gets wrong is a failure like another: the run goes on.
  if (task.ignoreErrors) return [];
  const { action } = looking;
  for (const condition of task.when) {
    const foreseen = foreseeCondition(condition.text, looking.scope);
    if (foreseen === 'fails') return [];
    // Syntax was told where it was read.
    if (typeof foreseen !== 'string')
      return foreseen.kind === 'syntax' ? [] : [mistakeOf(foreseen, condition, looking)];
  }
  const faults = faultsOf(task, looking);
  if (faults.length > 0 || task.noLog)
    return faults.filter(({ kind }) => kind === 'undefined' || kind === 'sealed');
  const evaluator = evaluatorFor(looking.parts);
  const resolved = resolveParams(action.params, task.params, evaluator);
  if (evaluator.pendingName() !== undefined) return [];
  if (!resolved.ok)
    return resolved.failures.map(({ message, at, hint }) => ({ message, at, hint, length: 1 }));
  const mistake = action.mistakeIn?.(resolved.params);
  if (mistake !== undefined && !isAnsweredCheck(mistake, task))
    return [{ message: mistake.why, at: task.params.at, hint: mistake.hint, length: 1 }];
  const from = searchedFrom(looking.parts);
  const trouble: FileTrouble = (file, name) =>
    searchPlaces(name, 'files', from).some((place) => fileTrouble(file, place) === undefined)
      ? undefined
      : fileTrouble(file, name);
  return missingFiles(task, action.localFiles(resolved.params), trouble);
}

function missingFiles(
  task: Task,
  names: readonly string[],
  fileTrouble: FileTrouble,
): readonly ValueMistake[] {
  if (task.failedWhen !== undefined) return [];
  return names.flatMap((name) => {
    const message = fileTrouble(task.at.file, name);
    if (message === undefined) return [];
    const written = scalarsOf(task.params).find(({ text }) => text === name);
    const hint = `give a path that is absolute, or relative to ${task.at.file}`;
    return [{ message, hint, at: written?.at ?? task.params.at, length: written?.text.length ?? 1 }];
  });
}

function faultsOf(task: Task, looking: Looking): readonly FoundFault[] {
  const { pending } = looking.parts;
  const after = task.register === undefined ? pending : new Set([...pending, task.register]);
  const judging = { ...looking, scope: scopeFor({ ...looking.parts, pending: after }) };
  const templates = [
    ...textsIn(task.params, looking.action.params, undefined),
    ...[task.undo, task.impact, ...Object.values(task.computed)],
  ];
  const asked = textsIn(task.params, looking.action.params, 'holds');
  const judged = [...(task.changedWhen ?? []), ...(task.failedWhen ?? [])];
  return [
    ...templates.flatMap((node) => (node === undefined ? [] : inTemplate(node, looking))),
    ...asked.flatMap((node) => inCondition(node, looking)),
    ...judged.flatMap((node) => inCondition(node, judging)),
  ];
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
