import type { Action, Refusal } from '../../model/action.ts';
import type { Lookups } from '../../model/lookups.ts';
import type { VariablesRefused } from '../../model/playbook/included-variables.ts';
import type { Variable, Variables } from '../../model/playbook/inventory.ts';
import type { Task } from '../../model/playbook/playbook.ts';
import type { JsonObject } from '../../model/values/json.ts';
import type { Position } from '../../model/values/position.ts';
import { scalarsOf } from '../../model/values/tree.ts';
import { filesLike } from '../../python/template/like-name.ts';
import { isTemplate } from '../../python/template/parse/parse.ts';
import { evaluatorFor, type ScopeParts, scopeFor, searchedFrom } from '../evaluator.ts';
import { includedVariables, includeInto } from '../files/include-vars.ts';
import { searchPlaces } from '../files/search-places.ts';
import { boundTo, loopItems } from '../loop-items.ts';
import { resolveParams } from '../params.ts';
import { foreseeCondition } from './foresee.ts';

/** What a host has met so far. */
export interface MetBefore {
  /** Names that tasks before give a value. */
  readonly registered: Set<string>;
  /** What tasks before have read from files of variables. */
  readonly included: Map<string, Variable>;
  /** A task before may make files on this machine. */
  readonly mayBeMade: boolean;
}

export interface ValueMistake {
  readonly message: string;
  readonly at: Position;
  readonly length: number;
  readonly hint: string | undefined;
}

/** Reads the variables that a task wants, if it wants any, so that they count from then on; gives what is wrong with them. */
export function unreadVariables(
  task: Task,
  action: Action,
  parts: ScopeParts,
  { registered, included, mayBeMade }: MetBefore,
  lookups: Lookups | undefined,
): readonly ValueMistake[] {
  if (action.wishes === undefined) return [];
  const foreseen = foreseeVariables(task, action, parts, lookups);
  switch (foreseen.kind) {
    case 'none':
      return [];
    case 'known':
      includeInto(included, foreseen.variables);
      return [];
    case 'open':
      for (const name of foreseen.names) registered.add(name);
      return [];
    case 'refused': {
      for (const name of possibleNames(task, parts, lookups)) registered.add(name);
      const { why, hint, at = task.params.at, isMissing } = foreseen.refused;
      const isCertain = !(isMissing === true && mayBeMade) && !isAnswered(task);
      return isCertain ? [{ message: why, hint, at, length: 1 }] : [];
    }
  }
}

/** True for what a check says that its author reckons with. */
export function isAnsweredCheck({ result }: Pick<Refusal, 'result'>, task: Task): boolean {
  return result !== undefined && isAnswered(task);
}

/** True for a task whose failure its author reckons with. */
function isAnswered({ ignoreErrors, failedWhen, within }: Task): boolean {
  return ignoreErrors || failedWhen !== undefined || within.some(({ arm }) => arm === 'block');
}

/** What a task that reads variables comes to before a host was asked anything. */
type ForeseenVariables =
  /** It is skipped. */
  | { readonly kind: 'none' }
  | { readonly kind: 'known'; readonly variables: Variables }
  | { readonly kind: 'refused'; readonly refused: VariablesRefused }
  /** A task before it decides which files it reads: names that may get a value; `*`: any may. */
  | { readonly kind: 'open'; readonly names: readonly string[] };

type Reading = Pick<Task, 'when' | 'loop' | 'params'>;

/** Reads beforehand what a task will read, as far as that is known. */
function foreseeVariables(
  task: Reading,
  action: Action,
  parts: ScopeParts,
  lookups: Lookups | undefined,
): ForeseenVariables {
  const conditions = task.when.map(({ text }) => foreseeCondition(text, scopeFor(parts)));
  if (conditions.includes('fails')) return { kind: 'none' };
  const found = readNow(task, action, parts, lookups);
  if (found === undefined) return { kind: 'open', names: possibleNames(task, parts, lookups) };
  const isCertain = conditions.every((each) => each === 'holds');
  if (isCertain) return found;
  return { kind: 'open', names: found.kind === 'known' ? [...found.variables.keys()] : [] };
}

type Read = Extract<ForeseenVariables, { kind: 'known' | 'refused' }>;

/** Undefined: which files it reads is not known yet. */
function readNow(
  { loop, params }: Reading,
  action: Action,
  parts: ScopeParts,
  lookups: Lookups | undefined,
): Read | undefined {
  const bounds = boundsOf(loop, parts);
  if (bounds === undefined) return undefined;
  const variables = new Map<string, Variable>();
  for (const bound of bounds) {
    const evaluator = evaluatorFor({ ...parts, bound });
    const resolved = resolveParams(action.params, params, evaluator);
    if (!resolved.ok || evaluator.pendingName() !== undefined) return undefined;
    const wish = action.wishes?.(resolved.params);
    if (wish === undefined) return undefined;
    const found = includedVariables(wish, searchedFrom(parts), lookups, evaluator);
    if (evaluator.pendingName() !== undefined) return undefined;
    if (found.kind === 'refused') return { kind: 'refused', refused: found };
    includeInto(variables, found.variables);
  }
  return { kind: 'known', variables };
}

/** What each item of a loop binds; undefined: the items are not known yet. */
function boundsOf(loop: Task['loop'], parts: ScopeParts): readonly JsonObject[] | undefined {
  if (loop === undefined) return [parts.bound];
  const around = evaluatorFor(parts);
  const made = loopItems(loop, around);
  if (!made.ok || around.pendingName() !== undefined) return undefined;
  return made.items.map((_, index) => boundTo(loop, made.items, index, parts.bound));
}

/** The names in all files that it may come to read. */
export function possibleNames(
  { params, loop }: Reading,
  parts: ScopeParts,
  lookups: Lookups | undefined,
): readonly string[] {
  const entries = params.kind === 'map' ? params.entries : [];
  const under = entries.find(({ key }) => key === 'name')?.value;
  if (under?.kind === 'scalar' && !isTemplate(under.text)) return [under.text];
  if (lookups?.variables === undefined) return ['*'];
  const { variables } = lookups;
  const texts = entries.flatMap(({ key, value }) => (key === 'file' ? scalarsOf(value) : []));
  const sources = texts.every(({ text }) => isOneTemplate(text)) && loop !== undefined ? [loop.source] : [];
  const named = [...texts, ...sources.flatMap(scalarsOf)].map(({ text }) => withKnown(text, parts));
  const files = named.flatMap((text) => filesFor(text, parts, lookups));
  const names = files.flatMap((file) => {
    const answer = variables(file);
    return answer.kind === 'variables' ? [...answer.variables.keys()] : [];
  });
  return names.length === 0 ? ['*'] : [...new Set(names)];
}

function filesFor(text: string, parts: ScopeParts, lookups: Lookups): readonly string[] {
  const places = searchPlaces(text, 'vars', searchedFrom(parts));
  // Of what may be any text only what lies in `vars` is meant.
  const likely = isOneTemplate(text) ? places.filter((place) => place.endsWith(`/vars/${text}`)) : places;
  const list = (folder: string): readonly string[] | undefined => lookups.list(folder)?.toSorted();
  return likely.flatMap((place) => {
    if (isTemplate(place)) return filesLike(place, { list });
    return lookups.look(place, 'follow')?.kind === 'file' ? [place] : [];
  });
}

function isOneTemplate(text: string): boolean {
  return /^\s*\{\{.*\}\}\s*$/s.test(text);
}

/** The text with the templates put in that are known by now, such as `role_path`. */
function withKnown(text: string, parts: ScopeParts): string {
  return text.replaceAll(/\{\{.*?\}\}/gs, (template) => {
    const evaluator = evaluatorFor(parts);
    const result = evaluator.render(template);
    return result.ok && evaluator.pendingName() === undefined ? String(result.value) : template;
  });
}
