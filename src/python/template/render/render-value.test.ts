import { expect, test } from 'vitest';
import type { JsonValue } from '../../../model/values/json.ts';
import type { Result } from '../../fault.ts';
import { valueScope } from '../scope.ts';
import { type RenderOptions, renderValue } from './render.ts';

const scope = valueScope({ x: 5, word: 'w', list: [1, 2], nothing: null });

function rendered(value: JsonValue, options: RenderOptions = {}): Result<JsonValue> {
  return renderValue(value, scope, options);
}

test.for<readonly [JsonValue, JsonValue]>([
  ['plain', 'plain'],
  [5, 5],
  [null, null],
  [true, true],
  ['{{ x }}', 5],
  ['a{{ x }}', 'a5'],
  [
    ['{{ x }}', 'b', 1],
    [5, 'b', 1],
  ],
  [{ a: { b: ['{{ list }}'] } }, { a: { b: [[1, 2]] } }],
  [{ '{{ word }}': 1 }, { w: 1 }],
  [{ '{{ x }}': 1 }, { 5: 1 }],
  [{ 'k-{{ word }}': '{{ word }}' }, { 'k-w': 'w' }],
  [{ a: '{{ omit }}', b: 1 }, { b: 1 }],
  [{ a: '{{ missing | default(omit) }}', b: '{{ x | default(omit) }}' }, { b: 5 }],
  [['{{ omit }}', 1], [1]],
  [{ a: ['{{ omit }}'] }, { a: [] }],
  [
    { mode: '0644', text: '{ not } {a template}' },
    { mode: '0644', text: '{ not } {a template}' },
  ],
])('%j', ([value, expected]) => {
  expect(rendered(value)).toEqual({ ok: true, value: expected });
});

test('what holds no template is not read', () => {
  const parse = (): never => {
    throw new Error('it was read');
  };
  expect(rendered({ a: ['b', 'c {d}'] }, { parse })).toEqual({ ok: true, value: { a: ['b', 'c {d}'] } });
});

test.for([
  [{ a: [1, '{{ missing }}'] }, ['a', 1], 'undefined', 3, '`missing` is undefined'],
  [{ a: { b: 'x {{ 1 + }}' } }, ['a', 'b'], 'syntax', 9, 'expected a value, found `}}`'],
  [{ a: { '{{ missing }}': 1 } }, ['a', '{{ missing }}'], 'undefined', 3, '`missing` is undefined'],
  [{ '{{ list }}': 1 }, ['{{ list }}'], 'type', 3, 'the key `{{ list }}` does not give a text'],
  [{ '{{ word }}': 1, w: 2 }, ['w'], 'type', 0, 'two keys are both `w`'],
  ['{{ omit }}', [], 'type', 3, '`omit` is used where a value is needed'],
] as const)('%j', ([value, path, kind, offset, message]) => {
  expect(rendered(value)).toMatchObject({ ok: false, error: { kind, message, offset, path } });
});

test('the limits hold for the whole value', () => {
  expect(rendered(Array.from({ length: 30 }, () => "{{ 'x' * 1000000 }}"))).toMatchObject({
    ok: false,
    error: { kind: 'limit' },
  });
  expect(rendered(['a', 'b', 'c'], { limits: { steps: 2 } })).toMatchObject({
    ok: false,
    error: { kind: 'limit' },
  });
  const deep = Array.from({ length: 5000 }).reduce<JsonValue>((inner) => [inner], '{{ x }}');
  expect(rendered(deep)).toMatchObject({ ok: false, error: { kind: 'limit' } });
});

test('keys that look like prototypes are keys', () => {
  const value = JSON.parse('{"__proto__": "{{ word }}", "constructor": "{{ x }}"}') as JsonValue;
  const result = rendered(value);
  expect(result.ok && Object.entries(result.value ?? {})).toEqual([
    ['__proto__', 'w'],
    ['constructor', 5],
  ]);
});
