import type { Become } from '../../model/playbook/become.ts';
import { HAZARDS, type Hazard } from '../../model/playbook/hazard.ts';
import { ALONE, type Task } from '../../model/playbook/playbook.ts';
import { isJsonObject } from '../../model/values/json.ts';
import type { MapNode, ScalarNode, Tree } from '../../model/values/tree.ts';
import { mistake } from '../diagnostics/mistake.ts';
import type { Level } from '../keywords.ts';
import { treeToJson } from '../yaml/tree-json.ts';
import { entryOf, treePlace, valuePlace } from '../yaml/tree-place.ts';
import { checkMap } from './check-map.ts';
import { checkExpressions, checkTemplates } from './check-syntax.ts';
import { asExpression } from './expression-text.ts';
import type { Reading } from './language.ts';
import { levelRules } from './level-rules.ts';
import { type Chosen, chooseAction } from './task-action.ts';
import { readParams } from './task-params.ts';
import { booleanIn, numberIn, scalarIn, scalarsIn, textIn, textsIn, type Values } from './values.ts';
import { readVariables } from './variables.ts';

/** How long a task may take when nobody says: long enough for an upgrade, short enough for a night. Milliseconds. */
export const defaultTimeoutMs = 1_800_000;

/** What a task takes from its play when it does not say itself. */
export interface TaskDefaults {
  readonly ignoreErrors: boolean;
  readonly noLog: boolean;
  readonly timeoutMs: number;
}

/** Reads one task. `undefined` when it has no action; every mistake is noted all the same. */
export function readTask(
  tree: Tree,
  level: Exclude<Level, 'play'>,
  defaults: TaskDefaults,
  reading: Reading,
): Task | undefined {
  const { language, diagnostics, mentions } = reading;
  const before = mentions.length;
  if (tree.kind !== 'map') {
    const hint = 'such as `- debug: {msg: hello}`';
    diagnostics.push(mistake(treePlace(tree), 'invalid-task', 'a task must be a mapping', hint));
    return undefined;
  }
  const chosen = chooseAction(tree, level, language, diagnostics);
  const keywords = chosen?.keywords ?? withoutUnknown(tree, level);
  const rules = levelRules(level, keywords, language.actions.keys());
  const { values, diagnostics: found } = checkMap(keywords, rules);
  diagnostics.push(...found);
  checkTaskSyntax(keywords, reading);
  if (chosen !== undefined && level !== 'check') checkUndo(chosen, reading);

  const vars = readVariables(entryOf(keywords, 'vars')?.value, reading);
  if (chosen === undefined) return undefined;
  const params = readParams(chosen, reading);
  const allows = HAZARDS.filter((name) => booleanIn(values, `allow_${name}`) === true);
  checkHazards(chosen, params, allows, reading);
  mentions.push(...mentions.splice(before).filter(({ name }) => !vars.has(name)));
  return {
    name: scalarIn(keywords, 'name')?.text ?? chosen.action.name,
    action: chosen.action.name,
    params,
    vars,
    when: expressionsIn(keywords, 'when'),
    changedWhen: conditionsIn(keywords, 'changed_when'),
    failedWhen: conditionsIn(keywords, 'failed_when'),
    register: textIn(values, 'register'),
    notify: textsIn(values, 'notify'),
    listen: textsIn(values, 'listen'),
    ignoreErrors: booleanIn(values, 'ignore_errors') ?? defaults.ignoreErrors,
    noLog: booleanIn(values, 'no_log') ?? defaults.noLog,
    become: becomeIn(values),
    tags: textsIn(values, 'tags'),
    timeoutMs: numberIn(values, 'timeout') ?? defaults.timeoutMs,
    undo: scalarIn(keywords, 'undo'),
    irreversible: booleanIn(values, 'irreversible') ?? false,
    allows,
    ...ALONE,
    impact: scalarIn(keywords, 'impact'),
    at: tree.at,
  };
}

export function becomeIn(values: Values): Become {
  return { become: booleanIn(values, 'become'), user: textIn(values, 'become_user') };
}

/** Without an action, every unknown key has been told already, as a wrong action. */
function withoutUnknown(task: MapNode, level: Level): MapNode {
  const { property } = levelRules(level, task, []);
  return { ...task, entries: task.entries.filter(({ key }) => property(key) !== undefined) };
}

function conditionsIn(keywords: MapNode, key: string): readonly ScalarNode[] | undefined {
  return entryOf(keywords, key) === undefined ? undefined : expressionsIn(keywords, key);
}

function expressionsIn(keywords: MapNode, key: string): readonly ScalarNode[] {
  return scalarsIn(keywords, key).map(asExpression);
}

function checkTaskSyntax(keywords: MapNode, reading: Reading): void {
  for (const key of ['when', 'changed_when', 'failed_when']) {
    for (const node of scalarsIn(keywords, key)) checkExpressions(node, reading);
  }
  for (const key of ['name', 'undo', 'impact']) {
    const node = scalarIn(keywords, key);
    if (node !== undefined) checkTemplates(node, reading);
  }
}

/** Whoever means a hazard says so. What only values will tell is found when they are put in. */
function checkHazards(
  { action, entry, keywords }: Chosen,
  params: Tree,
  allows: readonly Hazard['name'][],
  { diagnostics }: Reading,
): void {
  const given = treeToJson(params);
  const hazards = action.hazards(isJsonObject(given) ? given : {}, scalarIn(keywords, 'undo')?.text);
  for (const { name, why, hint } of hazards) {
    if (!allows.includes(name)) diagnostics.push(mistake(valuePlace(entry), 'PB001', why, hint));
  }
}

/** Every other action knows its own way back. */
function checkUndo({ action, keywords }: Chosen, { diagnostics }: Reading): void {
  const entry = entryOf(keywords, 'undo');
  if (entry === undefined || (action.freeForm !== undefined && !action.readOnly)) return;
  const message = `\`undo\` is for commands; \`${action.name}\` knows its own way back`;
  diagnostics.push(mistake(valuePlace(entry), 'unsupported', message, 'remove it'));
}
