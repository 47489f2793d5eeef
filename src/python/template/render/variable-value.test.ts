import { expect, test } from 'vitest';
import type { JsonValue } from '../../../model/values/json.ts';
import type { Result } from '../../fault.ts';
import { parseTemplate } from '../parse/parse.ts';
import { layeredScope, type Scope, valueScope } from '../scope.ts';
import { type RenderLimits, render } from './render.ts';

const values = valueScope({ x: 5, word: 'w', list: [1, 2], nothing: null });

/** The value of a variable that the user has written so. */
function rendered(value: JsonValue, limits: RenderLimits = {}, text = '{{ v }}'): Result<JsonValue> {
  const written: Scope = {
    get: (name) => (name === 'v' ? { kind: 'template', value } : { kind: 'missing' }),
    names: () => ['v'],
  };
  const parsed = parseTemplate(text);
  return parsed.ok ? render(parsed.value, layeredScope([written, values]), limits) : parsed;
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
  // Reading would make one kind of line break of all.
  const value = { a: ['b', 'c {d}\r\n'] };
  expect(rendered(value)).toEqual({ ok: true, value });
});

test.for([
  [{ a: [1, '{{ missing }}'] }, 'v.a[1]', 'undefined', '`missing` is undefined, in the value of `v.a.1`'],
  [{ a: { b: 'x {{ 1 + }}' } }, 'v.a.b', 'syntax', 'expected a value, found `}}`, in the value of `v.a.b`'],
  [{ a: { '{{ missing }}': 1 } }, 'v.a', 'undefined', '`missing` is undefined, in the value of `v.a`'],
  [{ '{{ list }}': 1 }, 'v', 'type', 'the key `{{ list }}` does not give a text, in the value of `v`'],
  ['{{ omit }}', 'v', 'type', '`omit` is used where a value is needed'],
] as const)('%j', ([value, asked, kind, message]) => {
  expect(rendered(value, {}, `{{ ${asked} }}`)).toMatchObject({
    ok: false,
    error: { kind, message, offset: 3 },
  });
});

test('of two keys that come out the same the later counts', () => {
  expect(rendered({ '{{ word }}': 1, w: 2 })).toEqual({ ok: true, value: { w: 2 } });
});

test('the limits hold for the whole value', () => {
  expect(rendered(Array.from({ length: 5 }, () => "{{ 'x' * 16000000 }}"))).toMatchObject({
    ok: false,
    error: { kind: 'limit' },
  });
  expect(rendered(['a', 'b', 'c'], { steps: 2 })).toMatchObject({
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
