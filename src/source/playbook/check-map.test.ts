import { expect, test } from 'vitest';
import type { SchemaError, Validator } from '../schema/validators.ts';
import { treeToJson } from '../yaml/tree-json.ts';
import { read } from '../yaml/yaml.test-kit.ts';
import { checkMap, type MapRules } from './check-map.ts';

function refusing(...errors: readonly Partial<SchemaError>[]): Validator {
  const complete = errors.map((error) => ({
    instancePath: '',
    schemaPath: '#',
    keyword: 'type',
    params: {},
    ...error,
  }));
  return Object.assign(() => false, { errors: complete });
}

function rulesFor(validate: Validator): MapRules {
  return {
    validate,
    place: { at: { file: 'f', line: 1, column: 1 }, length: 1 },
    property: () => ({
      data: treeToJson,
      templates: false,
      itemwise: false,
      convert: (value) => ({ ok: true, value }),
    }),
    unknown: () => undefined,
    broken: (rule) => ({ code: 'value', message: JSON.stringify(rule) }),
  };
}

function told(text: string, validate: Validator): readonly string[] {
  const { value: map } = read(text);
  if (map?.kind !== 'map') throw new Error('the row is no mapping');
  return checkMap(map, rulesFor(validate)).diagnostics.map(
    ({ at, code, message }) => `${at.column} ${code} ${message}`,
  );
}

test('what only the schema refuses is still told, at its key', () => {
  expect(told('{a: 1, b/c~d: 2}', refusing({ instancePath: '/b~1c~0d/0/x' }))).toEqual([
    '15 invalid-value the value of `b/c~d` has a form that is not allowed here',
  ]);
});

test('rules between keys are told by their number, missing keys by their name, all else not at all', () => {
  const errors = [
    { schemaPath: '#/allOf/12/oneOf', keyword: 'oneOf' },
    { keyword: 'required', params: { missingProperty: 'hosts' } },
    { keyword: 'additionalProperties' },
  ];
  expect(told('{a: 1}', refusing(...errors))).toEqual([
    '1 value {"kind":"rule","index":12}',
    '1 value {"kind":"missing","key":"hosts"}',
  ]);
});

test('a validator that says nothing of why has no complaint', () => {
  expect(told('{a: 1}', () => false)).toEqual([]);
});
