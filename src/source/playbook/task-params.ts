import type { Action } from '../../model/action.ts';
import type { ParamType } from '../../model/params/by-type/param-type.ts';
import { canonicalName } from '../../model/params/param-rules.ts';
import { paramTypeOf } from '../../model/params/params.ts';
import { unsaid } from '../../model/playbook/inherit.ts';
import type { DefaultParam } from '../../model/playbook/structure.ts';
import type { MapEntry, MapNode, Tree } from '../../model/values/tree.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { textParams } from '../structure/text-params.ts';
import { entryOf, givenTwice, isNothing, isTemplate, keyPlace, treePlace } from '../yaml/tree-place.ts';
import { checkMap } from './check-map.ts';
import { checkExpressions, checkTemplates } from './check-syntax.ts';
import { asExpressions } from './expression-text.ts';
import type { Reading } from './language.ts';
import { paramsRules } from './level-rules.ts';
import type { Chosen } from './task-action.ts';

/**
 * The parameters of a task as one mapping: those under the action, its text and `args`. All checked, along with the
 * defaults that are known to stand for what is not there.
 */
export function readParams(
  { action, entry, keywords }: Chosen,
  defaults: readonly DefaultParam[],
  reading: Reading,
): MapNode {
  const before = reading.diagnostics.length;
  const entries: MapEntry[] = [...ownEntries(action, entry, reading)];
  checkEnvironment(action, keywords, reading);
  for (const more of argsEntries(keywords, reading)) {
    const first = entries.find(({ key }) => key === more.key);
    if (first === undefined) entries.push(more);
    else reading.diagnostics.push(givenTwice(more, first));
  }
  const map: MapNode = { kind: 'map', entries: gathered(action, entries), at: entry.keyAt };
  const unread = reading.diagnostics.length > before;
  const rules = paramsRules(action, keyPlace(entry));
  const more = unsaid(map.entries, defaults).map(({ key }) => key);
  const { diagnostics } = checkMap(map, {
    ...rules,
    broken: (given, surely) => rules.broken(new Set([...given, ...more]), new Set([...surely, ...more])),
  });
  // What is missing from parameters that could not be read is no news.
  reading.diagnostics.push(...diagnostics.filter(({ code }) => !unread || code !== 'missing-parameter'));
  return { ...map, entries: map.entries.map((each) => readParam(action, each, reading)) };
}

/** A parameter with its templates and expressions checked. */
export function readParam(action: Action, entry: MapEntry, reading: Reading): MapEntry {
  checkParamSyntax(action, entry.key, entry.value, reading);
  return readExpressions(action, entry);
}

/** What the action knows by no name goes into the parameter for all such, if it has one. */
function gathered({ params }: Action, entries: readonly MapEntry[]): readonly MapEntry[] {
  const { others } = params;
  if (others === undefined) return entries;
  const isOther = ({ key }: MapEntry): boolean => canonicalName(params, key) === undefined;
  const free = entries.filter(isOther);
  const [first] = free;
  if (first === undefined) return entries;
  const value: Tree = { kind: 'map', entries: free, at: first.keyAt };
  return [...entries.filter((entry) => !isOther(entry)), { key: others, keyAt: first.keyAt, value }];
}

function readExpressions(action: Action, entry: MapEntry): MapEntry {
  return evaluatesIn(action, entry.key) !== undefined
    ? { ...entry, value: asExpressions(entry.value) }
    : entry;
}

function checkParamSyntax(action: Action, key: string, value: Tree, reading: Reading): void {
  const evaluates = evaluatesIn(action, key);
  if (evaluates === undefined) checkTemplates(value, reading);
  else checkExpressions(value, reading, evaluates);
}

function evaluatesIn({ params }: Action, key: string): ParamType['evaluates'] {
  return paramTypeOf(params, key)?.evaluates;
}

function ownEntries(action: Action, entry: MapEntry, reading: Reading): readonly MapEntry[] {
  const { value } = entry;
  if (value.kind === 'map') return value.entries.map((each) => asFreeForm(action, each));
  if (isNothing(value)) return [];
  const inText = value.kind === 'scalar' ? textParams(action, value, reading) : undefined;
  if (inText !== undefined) return inText;
  const all = Object.entries(action.params.properties);
  const [first = 'name'] = all.find(([, { required }]) => required === true) ?? all[0] ?? [];
  const message = `\`${entry.key}\` takes a mapping of parameters`;
  const hint = `write \`${entry.key}: {${first}: …}\``;
  reading.diagnostics.push(mistake(treePlace(value), 'invalid-parameters', message, hint));
  return [];
}

/** Ansible's own name for what is given as a text. */
function asFreeForm({ freeForm }: Action, entry: MapEntry): MapEntry {
  return entry.key === '_raw_params' && freeForm !== undefined ? { ...entry, key: freeForm } : entry;
}

function argsEntries(keywords: MapNode, { diagnostics }: Reading): readonly MapEntry[] {
  const args = entryOf(keywords, 'args')?.value;
  if (args?.kind === 'map') return args.entries;
  if (args?.kind === 'scalar' && isTemplate(args.text)) {
    diagnostics.push(mistake(treePlace(args), 'invalid-value', '`args` must be a mapping, not one template'));
  }
  return [];
}

function checkEnvironment(action: Action, keywords: MapNode, { diagnostics }: Reading): void {
  const entry = entryOf(keywords, 'environment');
  if (entry === undefined || isNothing(entry.value) || takesEnvironment(action)) return;
  const message = `\`${action.name}\` does not run in an environment`;
  diagnostics.push(mistake(keyPlace(entry), 'unsupported', message, 'remove it from this task'));
}

export function takesEnvironment({ params }: Action): boolean {
  return Object.hasOwn(params.properties, 'environment');
}
