import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../model/values/json.ts';
import type { Result } from '../fault.ts';
import { parseTemplate } from './parse/parse.ts';
import { type RenderLimits, render } from './render/render.ts';
import { valueScope } from './scope.ts';

function rendered(text: string, values: JsonObject = {}, limits: RenderLimits = {}): Result<JsonValue> {
  const parsed = parseTemplate(text);
  return parsed.ok ? render(parsed.value, valueScope(values), limits) : parsed;
}

describe('limits', () => {
  test.for([
    [
      'steps',
      '{% for i in range(1000) %}{% for j in range(1000) %}x{% endfor %}{% endfor %}',
      'this takes more than 1000000 steps',
    ],
    ['a list', '{{ [0] * 2000000 }}', 'this takes more than 1000000 steps'],
    ['a range', '{{ range(200000) }}', 'the range has more than 100000 numbers'],
    ['a product', '{{ range(9000) | product(range(9000)) | length }}', 'this takes more than 1000000 steps'],
    ['repeated text', "{{ 'a' * 17000000 }}", 'this makes a text of more than 16777216 characters'],
    [
      'doubled text',
      "{% set ns = namespace(s='ab') %}{% for i in range(40) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
      'this makes a text of more than 16777216 characters',
    ],
    ['a wide format', "{{ '%99999999d' % 1 }}", 'this makes a text of more than 16777216 characters'],
    ['a wide indent', "{{ 'a' | center(99999999) }}", 'this makes a text of more than 16777216 characters'],
    [
      'much output',
      `{% for i in range(20) %}{{ 'x' * 1000000 }}{% endfor %}`,
      'the result is longer than 16777216 characters',
    ],
  ] as const)('%s', ([, text, message]) => {
    expect(rendered(text)).toMatchObject({ ok: false, error: { kind: 'limit', message } });
  });

  test('they can be set', () => {
    expect(rendered('{{ 1 + 1 }}', {}, { steps: 3 })).toMatchObject({ error: { kind: 'limit' } });
    expect(rendered("{{ 'abc' ~ 'def' }}", {}, { textLength: 5 })).toMatchObject({
      error: { kind: 'limit' },
    });
  });

  const deep: JsonValue = Array.from({ length: 5000 }).reduce<JsonValue>((inner) => [inner], 1);

  test.for([
    '{{ x }}',
    'a{{ x }}',
    '{{ x | to_json }}',
    '{{ x | to_yaml }}',
    '{{ x == x }}',
    '{{ x < x }}',
    '{{ x | flatten }}',
    '{{ [x] | unique }}',
  ])('a value nested too deep is an error, not a crash: %s', (text) => {
    expect(rendered(text, { x: deep })).toMatchObject({ ok: false, error: { kind: 'limit' } });
  });
});

describe('the sandbox', () => {
  test.for([
    "{{ ''.constructor }}",
    "{{ ''['constructor'] }}",
    '{{ x.__proto__ }}',
    "{{ x['__proto__'] }}",
    '{{ x.toString }}',
    '{{ x.hasOwnProperty }}',
    '{{ list.length }}',
    '{{ list.push }}',
    '{{ 5 .constructor }}',
    '{{ x.valueOf.call }}',
    "{{ x | map(attribute='constructor') | first }}",
    '{{ true.constructor }}',
  ])('%s leads nowhere', (text) => {
    expect(rendered(text, { x: {}, list: [1] })).toMatchObject({ ok: false });
  });

  test.for(['constructor', '__proto__', 'hasOwnProperty', 'apply'])('there is no method %s', (name) => {
    expect(rendered(`{{ ''.${name}() }}`)).toMatchObject({ ok: false, error: { kind: 'syntax' } });
    expect(rendered(`{{ '' | ${name} }}`)).toMatchObject({ ok: false, error: { kind: 'syntax' } });
    expect(rendered(`{{ ${name}() }}`)).toMatchObject({ ok: false, error: { kind: 'syntax' } });
  });

  test('`__proto__` is only a key', () => {
    const source = '{"__proto__": {"admin": true}, "a": 1}';
    expect(rendered('{{ (t | from_json).admin is defined }}', { t: source })).toEqual({
      ok: true,
      value: false,
    });
    for (const text of [
      "{{ {'__proto__': {'admin': 1}} }}",
      '{{ t | from_json }}',
      '{{ {} | combine(t | from_json) }}',
    ]) {
      const result = rendered(text, { t: source });
      expect(result.ok && Object.getPrototypeOf(result.value)).toBe(null);
      expect(({} as { admin?: unknown }).admin).toBeUndefined();
    }
  });

  test('nothing a template does reaches the values it was given', () => {
    const frozen = Object.freeze({ list: Object.freeze([3, 1, 2]), map: Object.freeze({ b: 1 }) });
    const result = rendered(
      "{{ list | sort }}{{ list | reverse }}{{ list + [1] }}{{ map | combine({'c': 1}) }}{{ list | flatten }}{{ list | unique }}",
      frozen,
    );
    expect(result.ok).toBe(true);
    expect(frozen.list).toEqual([3, 1, 2]);
  });
});

test('whatever the text, reading and rendering it gives a value or an error', () => {
  const pieces = fc.constantFrom(
    '{{',
    '}}',
    '{%',
    '%}',
    '{#',
    '#}',
    ' ',
    'x',
    'if',
    'else',
    'endif',
    'for',
    'in',
    'set',
    '=',
    '|',
    'join',
    'is',
    'not',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ':',
    ',',
    '.',
    '-',
    '+',
    '~',
    '*',
    '**',
    '//',
    '%',
    "'a'",
    '"',
    '\\',
    '1',
    '2.5',
    'and',
    'or',
    'raw',
    'endraw',
    '\n',
    'default',
    'é',
    '😀',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const result = rendered(parts.join(''), { x: [1, { a: 'b' }] });
      if (!result.ok) {
        expect(result.error.offset).toBeGreaterThanOrEqual(0);
        expect(result.error.offset).toBeLessThanOrEqual(parts.join('').length);
      }
    }),
    { numRuns: 3000 },
  );
});
