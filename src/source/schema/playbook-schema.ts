import type { Action, Actions } from '../../model/action.ts';
import type { JsonObject, JsonValue } from '../../model/values/json.ts';
import type { TaskLevel } from '../keywords.ts';
import { levelJsonSchema } from './keyword-schema.ts';
import { paramsJsonSchema } from './param-schema.ts';

const dialect = 'http://json-schema.org/draft-07/schema#';
const taskLevels = ['task', 'handler', 'check'] as const;

/**
 * The whole language as one JSON Schema, for editors: descriptions, choices, and templates wherever they may stand.
 * It means the same in draft-07 and 2020-12.
 */
export function playbookSchema(actions: Actions): JsonObject {
  const definitions = new Map<string, JsonValue>();
  for (const action of distinct(actions)) definitions.set(`action_${action.name}`, actionValue(action));
  for (const level of taskLevels) definitions.set(level, taskJsonSchema(level, actions));
  for (const level of ['task', 'handler'] as const) definitions.set(blockOf(level), blockJsonSchema(level));
  definitions.set(
    'play',
    levelJsonSchema('play', (section) => listed(levelOfSection(section))),
  );
  definitions.set('import', importJsonSchema());
  return {
    $schema: dialect,
    title: 'rulerun playbook',
    description: 'A list of plays, in the order in which they run',
    type: 'array',
    minItems: 1,
    items: { anyOf: [{ $ref: '#/definitions/play' }, { $ref: '#/definitions/import' }] },
    definitions: Object.fromEntries(definitions),
  };
}

/** Every action once, in the order of the registry. */
export function distinct(actions: Actions): readonly Action[] {
  return [...new Set(actions.values())];
}

/** What kind of task stands under a play's keyword. */
export function levelOfSection(section: string): TaskLevel {
  if (section === 'handlers') return 'handler';
  return section === 'preflight' || section === 'verify' ? 'check' : 'task';
}

function blockOf(level: TaskLevel): string {
  return `${level}_block`;
}

/** The tasks in a block are of the kind that may stand beside it. */
function blockJsonSchema(level: TaskLevel): JsonObject {
  return { ...levelJsonSchema('block', () => listed(level)), description: 'Tasks that belong together' };
}

function importJsonSchema(): JsonObject {
  return { ...levelJsonSchema('import', () => ({})), description: 'The plays of another playbook' };
}

/** What may stand in a list of tasks. */
function listed(level: TaskLevel): JsonObject {
  const task = { $ref: `#/definitions/${level}` };
  if (level === 'check') return task;
  const block = { $ref: `#/definitions/${blockOf(level)}` };
  return { anyOf: [task, block] };
}

function taskJsonSchema(level: TaskLevel, actions: Actions): JsonObject {
  const allowed = [...actions].filter(([, action]) => level !== 'check' || action.readOnly);
  const values = allowed.map(
    ([name, action]) => [name, { $ref: `#/definitions/action_${action.name}` }] as const,
  );
  return levelJsonSchema(level, () => ({}), Object.fromEntries(values));
}

/** What may stand behind an action's name. Without parameters, or with all of them in `args`, it may be nothing. */
function actionValue(action: Action): JsonObject {
  const forms: JsonObject[] = [paramsJsonSchema(action.params), { type: 'null' }];
  if (action.freeForm !== undefined) forms.push({ type: ['string', 'number', 'boolean'] });
  return { description: action.summary, anyOf: forms };
}
