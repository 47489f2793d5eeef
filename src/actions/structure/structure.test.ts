import { expect, test } from 'vitest';
import type { Action } from '../../model/action.ts';
import { type JsonObject, jsonObject } from '../../model/values/json.ts';
import { includeRole } from './include_role/action.ts';
import { includeTasks } from './include_tasks/action.ts';
import { meta } from './meta/action.ts';
import { planSetFact, setFact } from './set_fact/action.ts';
import { validateArgumentSpec } from './validate_argument_spec/action.ts';
import { argumentMistakes } from './validate_argument_spec/check-argument.ts';

const context = { baseline: undefined, files: new Map(), undo: undefined, irreversible: false };
const effectOf = (action: Action, params: JsonObject): unknown => {
  const decision = action.plan(params, [], context);
  return decision.kind === 'satisfied' ? decision.effect : decision;
};

test('what includes others, and what does something to the run, says so as an effect', () => {
  expect(effectOf(includeTasks, { file: 'a.yml' })).toEqual({ kind: 'include-tasks', file: 'a.yml' });
  const files = { tasks_from: 'x.yml', handlers_from: 'main.yml', vars_from: 'main', defaults_from: 'd' };
  const role = { name: 'web', ...files, public: true };
  expect(effectOf(includeRole, role)).toEqual({
    kind: 'include-role',
    role: 'web',
    tasks: 'x',
    handlers: 'main',
    from: { vars: 'main', defaults: 'd' },
    isPublic: true,
  });
  expect(effectOf(meta, { free_form: 'end_host' })).toEqual({ kind: 'meta', what: 'end_host' });
});

test('set_fact keeps values as they are, and takes the words that Ansible takes for true and false', () => {
  const facts = jsonObject([
    ['a', 'yes'],
    ['b', 'False'],
    ['c', 'on'],
    ['d', [1]],
    ['e', '2'],
  ]);
  expect(planSetFact({ facts, cacheable: false })).toMatchObject({
    kind: 'satisfied',
    effect: { kind: 'set-facts', values: { a: true, b: false, c: 'on', d: [1], e: '2' } },
  });
  expect(setFact.sets?.(['a'])).toEqual(['a']);
  expect(setFact.sets?.(['a', 'cacheable'])).toEqual(['a', 'ansible_facts']);
  expect(planSetFact({ facts, cacheable: true })).toMatchObject({ effect: { asFacts: true } });
});

test.for([
  [{ 'a-b': 1 }, '`a-b` cannot be the name of a variable'],
  [{}, 'nothing is set'],
] as const)('set_fact refuses %j', ([facts, why]) => {
  expect(planSetFact({ facts: jsonObject(Object.entries(facts)), cacheable: false })).toMatchObject({
    kind: 'refused',
    why,
  });
});

test.for<[JsonObject, JsonObject, readonly string[]]>([
  [{ a: { type: 'int', required: true } }, {}, ['missing required argument: a']],
  [{ a: { type: 'int', required: true } }, { a: '5' }, []],
  [{ a: { type: 'int' } }, { a: 'x' }, ["argument 'a' is of type 'string' and must be of type int"]],
  [{ a: { type: 'bool' } }, { a: 'off' }, []],
  [
    { a: { type: 'list', elements: 'int' } },
    { a: [1, 'x'] },
    ["an element of argument 'a' is of type 'string' and must be of type int"],
  ],
  [{ a: { choices: ['x', 'y'] } }, { a: 'z' }, ['value of a must be one of: x, y, got: z']],
  [
    { a: { type: 'dict', options: { b: { required: true } } } },
    { a: { c: 1 } },
    ['missing required argument: a.b'],
  ],
  [{ a: { required: true, aliases: ['b'] } }, { b: 1 }, []],
])('arguments by %j: %j', ([spec, given, expected]) => {
  expect(argumentMistakes(spec, given)).toEqual(expected);
});

test('what a role is given wrongly is told before any host is asked', () => {
  const params = { argument_spec: { port: { type: 'int' } }, provided_arguments: { port: 'x' } };
  expect(validateArgumentSpec.mistakeIn?.(params)).toMatchObject({
    why: "argument 'port' is of type 'string' and must be of type int",
  });
  expect(validateArgumentSpec.plan({ argument_spec: {}, provided_arguments: {} }, [], context)).toMatchObject(
    {
      kind: 'satisfied',
    },
  );
});
