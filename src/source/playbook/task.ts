import { HAZARDS, type Hazard } from '../../model/playbook/hazard.ts';
import { over } from '../../model/playbook/inherit.ts';
import { ALONE, type AsyncLimit, type LooseTask } from '../../model/playbook/playbook.ts';
import { isJsonObject } from '../../model/values/json.ts';
import { leaveOut } from '../../model/values/nested.ts';
import type { MapNode, ScalarNode, Tree } from '../../model/values/tree.ts';
import { jobIn } from '../async.ts';
import { mistake } from '../diagnostics/mistake.ts';
import type { TaskLevel } from '../keywords.ts';
import { withActionAsKey } from '../structure/action-keyword.ts';
import { expressionsIn, inheritedOf } from '../structure/inherited.ts';
import { withKnown } from '../structure/known.ts';
import { loopIn, untilIn } from '../structure/loop.ts';
import { refuseDefaultsOfInclude } from '../structure/module-defaults.ts';
import { withoutOldInclude } from '../structure/old-include.ts';
import { writtenJson } from '../yaml/tree-json.ts';
import { entryOf, isInEncryptedFile, treePlace, valuePlace } from '../yaml/tree-place.ts';
import { checkMap } from './check-map.ts';
import { checkKeywordSyntax } from './check-syntax.ts';
import type { Reading } from './language.ts';
import { levelRules } from './level-rules.ts';
import { type Chosen, chooseAction } from './task-action.ts';
import { readParams, takesEnvironment } from './task-params.ts';
import { booleanIn, scalarIn, textIn, textsIn } from './values.ts';

/** Reads one task. `undefined` when it has no action; every mistake is noted all the same. */
export function readTask(tree: Tree, level: TaskLevel, reading: Reading): LooseTask | undefined {
  const { language, diagnostics, mentions } = reading;
  const before = mentions.length;
  if (tree.kind !== 'map') {
    const hint = 'such as `- debug: {msg: hello}`';
    diagnostics.push(mistake(treePlace(tree), 'invalid-task', 'a task must be a mapping', hint));
    return undefined;
  }
  const task = withKnown(withoutOldInclude(withActionAsKey(tree)), ['tags'], reading);
  const chosen = chooseAction(task, level, language, diagnostics);
  const keywords = chosen?.keywords ?? withoutUnknown(task, level);
  const rules = levelRules(level, keywords, language.actions);
  const { values, diagnostics: found } = checkMap(keywords, rules);
  diagnostics.push(...found);
  checkKeywordSyntax(keywords, reading);
  if (chosen !== undefined && level !== 'check') checkUndo(chosen, reading);

  const inherited = inheritedOf(keywords, values, reading);
  const loop = level === 'check' ? undefined : loopIn(keywords, reading);
  if (chosen === undefined) return undefined;
  const around = over(reading.standing.moduleDefaults, inherited.moduleDefaults);
  const params = readParams(chosen, around.get(chosen.action.name) ?? [], reading);
  refuseDefaultsOfInclude(chosen, reading);
  const allows = HAZARDS.filter((name) => booleanIn(values, `allow_${name}`) === true);
  checkHazards(chosen, params, allows, reading);
  leaveOut(inherited.vars, mentions, before);
  const job = jobIn(keywords, chosen.action.name, values, reading);
  return {
    ...inherited,
    within: ALONE.within,
    role: ALONE.role,
    given: ALONE.given,
    around: ALONE.around,
    // Whoever encrypts tasks keeps them from others; their names tell what is done.
    noLog: isInEncryptedFile(task) ? true : inherited.noLog,
    name: scalarIn(keywords, 'name')?.text || nameOf(chosen.action.name, params),
    action: chosen.action.name,
    params,
    changedWhen: conditionsIn(keywords, 'changed_when'),
    failedWhen: conditionsIn(keywords, 'failed_when'),
    loop: loop === undefined ? undefined : { ...loop, ...searchedBy(chosen.action.name) },
    until: untilIn(keywords),
    job,
    timeoutMs: withinLimit(job, inherited.timeoutMs),
    register: textIn(values, 'register'),
    listen: textsIn(values, 'listen'),
    undo: scalarIn(keywords, 'undo'),
    irreversible: booleanIn(values, 'irreversible') ?? false,
    allows,
    environment: takesEnvironment(chosen.action) ? inherited.environment : undefined,
    impact: scalarIn(keywords, 'impact'),
    at: tree.at,
  };
}

/** `async` is a limit of time as well. */
function withinLimit(job: AsyncLimit | undefined, timeoutMs: number | undefined): number | undefined {
  const isLimit = job !== undefined && job.seconds > 0;
  return isLimit ? Math.min(timeoutMs ?? Infinity, job.seconds * 1_000) : timeoutMs;
}

/** As in Ansible the name of the action tells in which folder its loop looks for files. */
function searchedBy(action: string): { readonly subfolder?: string } {
  const word = ['template', 'var'].find((each) => action.includes(each));
  return word === undefined ? {} : { subfolder: `${word}s` };
}

/** What a task without a name is called. */
function nameOf(action: string, params: Tree): string {
  const role = action === 'include_role' ? (scalarIn(params, 'name') ?? scalarIn(params, 'role')) : undefined;
  return role === undefined ? action : `${action} : ${role.text}`;
}

/** Without an action, every unknown key has been told already, as a wrong action. */
function withoutUnknown(task: MapNode, level: TaskLevel): MapNode {
  const { property } = levelRules(level, task);
  return { ...task, entries: task.entries.filter(({ key }) => property(key) !== undefined) };
}

function conditionsIn(keywords: MapNode, key: string): readonly ScalarNode[] | undefined {
  return entryOf(keywords, key) === undefined ? undefined : expressionsIn(keywords, key);
}

/** Whoever means a hazard says so. What only values will tell is found when they are put in. */
function checkHazards(
  { action, entry, keywords }: Chosen,
  params: Tree,
  allows: readonly Hazard['name'][],
  { diagnostics }: Reading,
): void {
  const given = writtenJson(params);
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
