import { expect, test } from 'vitest';
import type { Action } from '../../model/action.ts';
import { type JsonObject, jsonObject, WholeFloat } from '../../model/values/json.ts';
import { includeRole } from './include_role/action.ts';
import { includeTasks } from './include_tasks/action.ts';
import { meta } from './meta/action.ts';
import { planSetFact, setFact } from './set_fact/action.ts';
import { validateArgumentSpec } from './validate_argument_spec/action.ts';
import { argumentErrors } from './validate_argument_spec/check-argument.ts';

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

const unlike = (type: string, is: string, wanted: string): string =>
  `argument 'a' is of type <class '${is}'> and we were unable to convert to ${type}: <class '${is}'> cannot be converted to ${wanted}`;
const BOOLEANS = "0, 1, '0', '1', 'f', 'false', 'n', 'no', 'off', 'on', 't', 'true', 'y', 'yes'";
const UNREAD = 'dictionary requested, could not parse JSON or key=value';

// What the real validator says of the same.
test.for<[JsonObject, JsonObject, readonly string[]]>([
  [{ a: { required: true }, b: { required: true, type: 'int' } }, {}, ['missing required arguments: a, b']],
  [{ a: { type: 'int', required: true } }, { a: null }, []],
  [{ a: 'no mapping' }, { a: 1 }, []],
  [{ a: { type: 'int' } }, { a: '5' }, []],
  [{ a: { type: 'int' } }, { a: true }, []],
  [{ a: { type: 'int' } }, { a: 'x' }, [unlike('int', 'str', 'an int')]],
  [{ a: { type: 'int' } }, { a: 1.5 }, [unlike('int', 'float', 'an int')]],
  [{ a: { type: 'int' } }, { a: new WholeFloat(2) }, [unlike('int', 'float', 'an int')]],
  [{ a: { type: 'int' } }, { a: [1] }, [unlike('int', 'list', 'an int')]],
  [{ a: { type: 'int' } }, { a: { b: 1 } }, [unlike('int', 'dict', 'an int')]],
  [{ a: { type: 'float' } }, { a: '.5e3' }, []],
  [{ a: { type: 'float' } }, { a: 'x' }, [unlike('float', 'str', 'a float')]],
  [{ a: { type: 'bool' } }, { a: 'off' }, []],
  [{ a: { type: 'bool' } }, { a: new WholeFloat(1) }, []],
  [{ a: { type: 'bool' } }, { a: false }, []],
  [
    { a: { type: 'bool' } },
    { a: 2 },
    [
      `argument 'a' is of type <class 'int'> and we were unable to convert to bool: The value '2' is not a valid boolean.  Valid booleans include: ${BOOLEANS}`,
    ],
  ],
  [{ a: { type: 'bool' } }, { a: [1] }, [unlike('bool', 'list', 'a bool')]],
  [{ a: { type: 'list' } }, { a: { b: 1 } }, [unlike('list', 'dict', 'a list')]],
  [{ a: { type: 'dict' } }, { a: 'b=c' }, []],
  [
    { a: { type: 'dict' } },
    { a: 'text' },
    [`argument 'a' is of type <class 'str'> and we were unable to convert to dict: ${UNREAD}`],
  ],
  [{ a: { type: 'dict' } }, { a: true }, [unlike('dict', 'bool', 'a dict')]],
  [{ a: { type: 'nosuch' } }, { a: 'x' }, []],
  [
    { a: { type: 'list', elements: 'int' } },
    { a: '1,x' },
    [unlike('int', 'str', 'an int').replace('argument', 'Elements value for option')],
  ],
  [{ a: { choices: ['x', 'y'] } }, { a: 'z' }, ['value of a must be one of: x, y, got: z']],
  [
    { a: { type: 'list', choices: ['x', 'y'] } },
    { a: ['x', 'z'] },
    ['value of a must be one or more of: x, y. Got no match for: z'],
  ],
  [
    { a: { type: 'dict', options: { b: { required: true }, c: { choices: ['x'] }, d: { type: 'int' } } } },
    { a: { c: 'y', d: 'q' } },
    [
      'missing required arguments: b found in a',
      "argument 'd' is of type <class 'str'> found in 'a'. and we were unable to convert to int: <class 'str'> cannot be converted to an int",
      'value of c must be one of: x, got: y found in a',
    ],
  ],
  [
    { a: { type: 'list', elements: 'dict', options: { b: { aliases: ['c'] }, d: {} } } },
    { a: [{ c: 1 }, { e: 1 }] },
    ['a.e. Supported parameters include: b, d (c).'],
  ],
  [{ a: { type: 'dict', options: { b: {} } } }, { a: { z: 1 } }, ['a.z. Supported parameters include: b.']],
  [{ a: { required: true, aliases: ['b'] } }, { b: 1 }, []],
])('arguments by %j: %j', ([spec, given, expected]) => {
  expect(argumentErrors(spec, given)).toEqual(expected);
});

test('what a role is given wrongly is told before any host is asked', () => {
  const params = {
    argument_spec: { port: { type: 'int' } },
    provided_arguments: { port: 'x' },
    validate_args_context: {},
  };
  expect(validateArgumentSpec.mistakeIn?.(params)).toMatchObject({
    why: unlike('int', 'str', 'an int').replace("'a'", "'port'"),
    result: {
      argument_spec_data: params.argument_spec,
      validate_args_context: {},
      argument_errors: { length: 1 },
    },
  });
  expect(validateArgumentSpec.plan({ argument_spec: {}, provided_arguments: {} }, [], context)).toMatchObject(
    {
      kind: 'satisfied',
    },
  );
});
