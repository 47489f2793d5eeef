import { expect, test } from 'vitest';
import { read } from '../yaml/yaml.test-kit.ts';
import { checkMap, type MapRules } from './check-map.ts';

function rulesFor(
  shape: 'scalar' | 'scalars' | 'list' | 'map' | 'any',
  complaints: readonly string[],
): MapRules {
  return {
    place: { at: { file: 'f', line: 1, column: 1 }, length: 1 },
    property: () => ({ shape, templates: true, help: 'h', convert: (value) => ({ ok: true, value }) }),
    unknown: () => undefined,
    broken: () => complaints.map((message) => ({ code: 'value', message, hint: 'h' })),
  };
}

function told(text: string, rules: MapRules): readonly string[] {
  const { value: map } = read(text);
  if (map?.kind !== 'map') throw new Error('the row is no mapping');
  return checkMap(map, rules).diagnostics.map(({ at, code, message }) => `${at.column} ${code} ${message}`);
}

test.for([
  ['scalar', '["{{ x }}"]'],
  ['scalar', '{c: "{{ x }}"}'],
  ['scalars', '[["{{ x }}"]]'],
  ['scalars', '{c: "{{ x }}"}'],
  ['list', '"{{ x }}"'],
  ['list', '{c: "{{ x }}"}'],
  ['map', '["{{ x }}"]'],
] as const)('a form that no template can mend is told, at its key: %s %s', ([shape, text]) => {
  expect(told(`{a: 1, b/c~d: ${text}}`, rulesFor(shape, []))).toEqual([
    '15 invalid-value the value of `b/c~d` has a form that is not allowed here',
  ]);
});

test.for([
  ['scalar', '"{{ x }}"'],
  ['scalars', '["{{ x }}", 1]'],
  ['list', '[{c: "{{ x }}"}]'],
  ['map', '{c: ["{{ x }}"]}'],
  ['map', '"{{ x }}"'],
  ['any', '[["{{ x }}"]]'],
] as const)('a value that holds a template has yet to come: %s %s', ([shape, text]) => {
  expect(told(`{a: ${text}}`, rulesFor(shape, []))).toEqual([]);
  const { value: map } = read(`{a: ${text}, b: 2}`);
  if (map?.kind !== 'map') throw new Error('the row is no mapping');
  expect([...checkMap(map, rulesFor(shape, [])).values]).toEqual([['b', 2]]);
});

test('rules between keys are told where the mapping is', () => {
  expect(told('{a: 1}', rulesFor('any', ['one of both', 'hosts']))).toEqual([
    '1 value one of both',
    '1 value hosts',
  ]);
});

test('a mapping that breaks no rule has no complaint', () => {
  expect(told('{a: 1}', rulesFor('any', []))).toEqual([]);
});
