import type { Play, Task } from '../../model/playbook/playbook.ts';
import type { MapNode, ScalarNode, Tree } from '../../model/values/tree.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { batchSizeOf } from '../keyword-types.ts';
import { levelOfSection } from '../schema/playbook-schema.ts';
import { entryOf, treePlace, valuePlace } from '../yaml/tree-place.ts';
import { checkMap } from './check-map.ts';
import { checkTemplates } from './check-syntax.ts';
import { checkHandlers } from './handlers.ts';
import type { Reading } from './language.ts';
import { levelRules } from './level-rules.ts';
import { readVarsFiles } from './play-variables/vars-files.ts';
import { readVarsPrompts } from './play-variables/vars-prompts.ts';
import { becomeIn, defaultTimeoutMs, readTask, type TaskDefaults } from './task.ts';
import { booleanIn, numberIn, textIn, textsIn, type Values } from './values.ts';
import { readVariables } from './variables.ts';

/** Reads one play. `undefined` when it is no play at all; every mistake in it is noted all the same. */
export function readPlay(tree: Tree, reading: Reading): Play | undefined {
  const { diagnostics, mentions } = reading;
  const before = mentions.length;
  if (tree.kind !== 'map') {
    const hint = 'it starts with `- hosts: …`';
    diagnostics.push(mistake(treePlace(tree), 'invalid-play', 'a play must be a mapping', hint));
    return undefined;
  }
  const rules = levelRules('play', tree, []);
  const { values, diagnostics: found } = checkMap(tree, rules);
  diagnostics.push(...found);
  checkFacts(tree, values, reading);

  const defaults: TaskDefaults = {
    ignoreErrors: booleanIn(values, 'ignore_errors') ?? false,
    noLog: booleanIn(values, 'no_log') ?? false,
    timeoutMs: numberIn(values, 'timeout') ?? defaultTimeoutMs,
  };
  const section = (name: string): readonly Task[] => readTasks(tree, name, defaults, reading);
  const preflight = section('preflight');
  const tasks = ['pre_tasks', 'tasks', 'post_tasks'].flatMap(section);
  const handlers = section('handlers');
  checkHandlers(tree, handlers, reading);
  const hosts = hostsOf(tree, reading);
  const vars = readVariables(entryOf(tree, 'vars')?.value, reading);
  const varsFiles = readVarsFiles(tree, reading);
  const varsPrompts = readVarsPrompts(tree, reading);
  const verify = section('verify');
  if (hosts === undefined) return undefined;
  const given = new Set([...vars.keys(), ...varsPrompts.map(({ name }) => name)]);
  return {
    name: textIn(values, 'name') ?? hosts.text,
    hosts,
    vars,
    varsFiles,
    varsPrompts,
    roles: [],
    forceHandlers: false,
    become: becomeIn(values),
    serial: textsIn(values, 'serial')
      .map(batchSizeOf)
      .filter((size) => size !== undefined),
    maxFailPercentage:
      booleanIn(values, 'any_errors_fatal') === true ? 0 : numberIn(values, 'max_fail_percentage'),
    onFailure: onFailureIn(values),
    soakMs: numberIn(values, 'soak') ?? 0,
    preflight,
    tasks,
    handlers,
    verify,
    tags: textsIn(values, 'tags'),
    mentions: mentions.slice(before).filter(({ name }) => !given.has(name)),
    at: tree.at,
  };
}

function readTasks(
  play: MapNode,
  section: string,
  defaults: TaskDefaults,
  reading: Reading,
): readonly Task[] {
  const value = entryOf(play, section)?.value;
  if (value?.kind !== 'list') return [];
  return value.items
    .map((item) => readTask(item, levelOfSection(section), defaults, reading))
    .filter((task) => task !== undefined);
}

/** A list of patterns is one pattern, as Ansible has it. */
function hostsOf(play: MapNode, reading: Reading): ScalarNode | undefined {
  const value = entryOf(play, 'hosts')?.value;
  if (value === undefined || value.kind === 'map') return undefined;
  checkTemplates(value, reading);
  if (value.kind === 'scalar') return value;
  const text = value.items.map((item) => (item.kind === 'scalar' ? item.text : '')).join(',');
  return { kind: 'scalar', value: text, text, plain: false, at: value.at };
}

function checkFacts(play: MapNode, values: Values, { diagnostics }: Reading): void {
  const entry = entryOf(play, 'gather_facts');
  if (entry === undefined || booleanIn(values, 'gather_facts') !== true) return;
  const hint = 'write `gather_facts: false`';
  diagnostics.push(mistake(valuePlace(entry), 'unsupported', 'facts are not collected', hint));
}

function onFailureIn(values: Values): Play['onFailure'] {
  const known = ['rollback_host', 'rollback_run', 'stop', 'continue'] as const;
  return known.find((word) => word === textIn(values, 'on_failure')) ?? 'rollback_host';
}
