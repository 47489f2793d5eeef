import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { Result } from './error.ts';
import { parseExpression, parseTemplate } from './parse.ts';
import { evaluate, evaluateCondition, type RenderOptions, render, renderText } from './render.ts';
import { valueScope } from './scope.ts';

function rendered(text: string, values: JsonObject = {}, options: RenderOptions = {}): Result<JsonValue> {
  const parsed = parseTemplate(text);
  return parsed.ok ? render(parsed.value, valueScope(values), options) : parsed;
}

function condition(text: string, values: JsonObject = {}): Result<boolean> {
  const parsed = parseExpression(text);
  return parsed.ok ? evaluateCondition(parsed.value, valueScope(values)) : parsed;
}

describe('what a template gives', () => {
  test.for([
    ['{{ x }}', 5],
    ['{{ x }}{# remark #}', 5],
    ['{% if x %}{{ list }}{% endif %}', [1, 'a']],
    ['{% for i in list %}{% if loop.first %}{{ i }}{% endif %}{% endfor %}', 1],
    ['{% if not x %}{{ list }}{% endif %}', ''],
    ['', ''],
    ['{{ nothing }}', null],
    ['{{ nothing }}!', '!'],
    [' {{ x }}', ' 5'],
    ['{{ x }}\n', 5],
    ['{{ word }}\n', 'word\n'],
    ['{{ word }}\r\n', 'word\n'],
    ['{% if x %}\nyes\n{% endif %}\n', 'yes\n'],
    ['a\r\nb\rc {{ x }}', 'a\nb\nc 5'],
    ["{{ 'a' if not x }}", ''],
    ["[{{ 'a' if not x }}]", '[]'],
    ["{% for i in ('a' if not x) %}{{ i }}{% else %}none{% endfor %}", 'none'],
    ["{{ 'b' if ('a' if not x) else 'c' }}", 'c'],
    ['{{ omit | default(1) is defined }}', true],
  ] as const)('%j', ([text, value]) => {
    expect(rendered(text, { x: 5, list: [1, 'a'], nothing: null, word: 'word' })).toEqual({
      ok: true,
      value,
    });
  });

  test.for([
    ['{{ x }}', '5'],
    ['{{ x }}\n', '5\n'],
    ['{{ list }}', "[1, 'a']"],
    ['{{ nothing }}\n', '\n'],
    ['{% for i in list %}\n{{ i }}\n{% endfor %}\n', '1\na\n'],
  ] as const)('as text: %j', ([text, value]) => {
    const parsed = parseTemplate(text);
    const scope = valueScope({ x: 5, list: [1, 'a'], nothing: null });
    expect(parsed.ok && renderText(parsed.value, scope)).toEqual({ ok: true, value });
  });

  test('backslashes are kept in values and mean something in files, tags and conditions', () => {
    const text = "{{ 'a\\tb' }}{% set t = '\\t' %}{{ t }}";
    const file = parseTemplate(text, { backslashes: 'escapes' });
    expect(rendered(text)).toEqual({ ok: true, value: 'a\\tb\t' });
    expect(file.ok && render(file.value, valueScope({}))).toEqual({ ok: true, value: 'a\tb\t' });
    expect(condition("x == '\\t'", { x: '\t' })).toEqual({ ok: true, value: true });
  });

  test.for([
    ['\\n', '\n'],
    ['\\\\', '\\'],
    ["\\'", "'"],
    ['\\"', '"'],
    ['\\101', 'A'],
    ['\\x41', 'A'],
    ['\\u00e9', 'é'],
    ['\\U0001F600', '😀'],
    ['\\q', '\\q'],
    ['a\\\nb', 'ab'],
    ['\\a\\b\\f\\r\\v', '\x07\b\f\r\v'],
  ] as const)('the escape %s', ([escaped, value]) => {
    expect(rendered(`{% set t = '${escaped}' %}{{ t }}`)).toEqual({ ok: true, value });
  });
});

describe('what is undefined', () => {
  const values = { port: 22, result: { stdout: 'x', rc: 0 }, list: [1], text: 'abc', nothing: null };

  test.for([
    ['{{ prot }}', '`prot` is undefined', 3, 'did you mean `port`?'],
    ['a\n{{ zzzzzz }}', '`zzzzzz` is undefined', 5, undefined],
    ['{{ result.stdot }}', '`result` has no `stdot`', 10, 'did you mean `stdout`?'],
    ["{{ result['rcc'] }}", '`result` has no `rcc`', 9, 'did you mean `rc`?'],
    ['{{ result.a.b.c }}', '`result` has no `a`', 10, undefined],
    ['{{ (result).a }}', 'a mapping has no `a`', 12, undefined],
    ['{{ list[3] }}', 'there is no item 3 in a list of 1', 7, undefined],
    ["{{ list['a'] }}", 'a string is not a position in a list', 7, undefined],
    ['{{ list[1.5] }}', 'a number is not a position in a list', 7, undefined],
    ['{{ text[7] }}', 'there is no item 7 in a list of 3', 7, undefined],
    ['{{ result[list] }}', 'a list is not a key', 9, undefined],
    ['{{ result[prot] }}', '`prot` is undefined', 10, 'did you mean `port`?'],
    ['{{ nothing.a }}', '`nothing` has no `a`', 11, undefined],
    ["{{ {'k': {}}['k'].a }}", 'a mapping has no `a`', 18, undefined],
    ['{{ [prot] }}', '`prot` is undefined', 4, undefined],
    ['{{ prot + 1 }}', '`prot` is undefined', 3, undefined],
    ['{{ port is divisibleby(prot) }}', '`prot` is undefined', 23, undefined],
    ["{{ 'a' | replace('a', prot) }}", '`prot` is undefined', 22, undefined],
    ['{{ [] | first }}', 'there is no first item: the list is empty', 8, undefined],
    ['{{ [] | max }}', 'there is no largest item: the list is empty', 8, undefined],
    ["{{ prot | mandatory('give a port') }}", 'give a port', 10, undefined],
    ['{{ prot | mandatory(none) }}', '`prot` is undefined, and it is mandatory', 10, 'did you mean `port`?'],
    ["{{ ('a' if not port).x }}", 'the condition of an `if` without `else` is false', 4, 'add `else`'],
  ] as const)('%s', ([text, message, offset, hint]) => {
    const result = rendered(text, values);
    expect(result).toMatchObject({ ok: false, error: { kind: 'undefined', message, offset } });
    if (hint !== undefined) expect(result).toMatchObject({ error: { hint } });
  });

  test('a key too long to be a name is cut in the message', () => {
    const result = rendered('{{ result[key] }}', { ...values, key: 'x'.repeat(1000) });
    expect(result.ok || result.error.message.length).toBeLessThan(100);
  });

  test('a namespace says what it lacks', () => {
    expect(rendered('{% set ns = namespace(a=1) %}{{ ns.b }}')).toMatchObject({
      error: { kind: 'undefined', message: '`ns` has no `b`' },
    });
  });
});

describe('what does not fit', () => {
  test.for([
    [
      "{{ 'a' + 1 }}",
      'cannot apply `+` to a string and a number',
      7,
      'join text with `~`, or turn the string into a number with `| int`',
    ],
    [
      "{{ 1 - 'a' }}",
      'cannot apply `-` to a number and a string',
      5,
      'turn the string into a number with `| int` or `| float`',
    ],
    [
      '{{ {} + {} }}',
      'cannot apply `+` to a mapping and a mapping',
      6,
      'merge mappings with `a | combine(b)`',
    ],
    ['{{ [1] - [1] }}', 'cannot apply `-` to a list and a list', 7, 'use `a | difference(b)`'],
    ['{{ [1] * [1] }}', 'cannot apply `*` to a list and a list', 7, undefined],
    ['{{ none * 2 }}', 'cannot apply `*` to none and a number', 8, undefined],
    ["{{ 'a' * 1.5 }}", 'cannot apply `*` to a string and a number', 7, undefined],
    ['{{ 1 / 0 }}', 'cannot divide by zero', 5, undefined],
    ['{{ 0 ** -1 }}', 'cannot raise zero to a negative power', 5, undefined],
    ['{{ (0 - 8) ** 0.5 }}', 'the result is not a finite number', 11, undefined],
    [
      '{{ 2 ** 53 }}',
      'the integer 9007199254740992 is beyond 2^53 and would lose digits',
      5,
      'keep it as a string',
    ],
    ["{{ -'a' }}", 'cannot put `-` before a string', 4, undefined],
    [
      "{{ 1 < 'a' }}",
      'cannot tell which is more, a number or a string',
      5,
      'turn the string into a number with `| int` or `| float`',
    ],
    ['{{ none < {} }}', 'cannot tell which is more, none or a mapping', 8, undefined],
    ["{{ 1 in 'a' }}", 'cannot look for a number in a string', 5, undefined],
    ['{{ 1 in 2 }}', 'cannot look into a number', 5, undefined],
    ['{{ {none: 1} }}', 'none cannot be a key', 4, undefined],
    ['{{ 5[1:] }}', 'cannot take a slice of a number', 4, undefined],
    ["{{ 'abc'[::0] }}", 'the step of a slice cannot be 0', 8, undefined],
    ["{{ 'abc'['a':] }}", 'expected an integer, found a string', 8, undefined],
    ['{% for i in 5 %}{% endfor %}', 'cannot go through a number', 12, 'a list is needed here'],
    ['{% for a, b in [[1]] %}{% endfor %}', 'cannot give a list of 1 to 2 names', 0, undefined],
    ['{% for a, b in [1] %}{% endfor %}', 'cannot give a number to 2 names', 0, undefined],
    ['{% set a, b = 1 %}', 'cannot give a number to 2 names', 0, undefined],
    ['{% set a.b = 1 %}', '`a` is not a namespace', 0, 'begin with `{% set a = namespace() %}`'],
    ['{{ namespace() }}', 'a namespace is not a value', 3, 'give one of its members'],
    ['a{{ namespace() }}', 'a namespace has no text', 4, undefined],
    ['{{ omit }}', '`omit` stands where a value is needed', 3, undefined],
    ['a{{ omit }}', '`omit` has no text', 4, undefined],
    ["{{ 'x' | int('a', base=none) }}", undefined, 0, undefined],
    ['{{ dict(1) }}', '`dict`: every member needs a name', 3, 'write `key=value`'],
    ['{{ range(1, 2, 0) }}', '`range`: the step cannot be 0', 3, undefined],
    ['{{ 5 | length }}', '`length`: a number has no length', 7, undefined],
    ["{{ 'a'.join('bc') }}", '`join`: expected a list, found a string', 7, undefined],
    ['{{ {}.foo.items() }}', undefined, 0, undefined],
    ['{{ [1].items() }}', '`items`: expected a mapping, found a list', 7, undefined],
    [
      "{{ [1, 'a'] | map('abs') }}",
      '`map`: `abs`: expected a number, found a string',
      14,
      'turn the string into a number with `| int` or `| float`',
    ],
    ["{{ [1] | map('replace') }}", undefined, 0, undefined],
    ['{{ [1] | map(x) }}', '`map`: `replace`: needs `old`', 9, 'it takes `old`, `new`, `count`'],
    ['{{ [1] | map() }}', "`map`: needs the name of a filter, or `attribute='…'`", 9, undefined],
  ] as const)('%s', ([text, message, offset, hint]) => {
    const result = rendered(text, { x: 'replace' });
    if (message === undefined) return;
    expect(result).toMatchObject({ ok: false, error: { kind: 'type', message, offset } });
    if (hint !== undefined) expect(result).toMatchObject({ error: { hint } });
  });

  test('a filter that is chosen while rendering must exist as well', () => {
    expect(rendered('{{ [1] | map(x) }}', { x: 'uper' })).toMatchObject({
      error: { kind: 'syntax', message: 'there is no filter `uper`', hint: 'did you mean `upper`?' },
    });
  });
});

describe('conditions', () => {
  test.for([
    ['x > 1', true],
    ["word is defined and word != 'a'", true],
    ['missing is defined', false],
    ['not x', false],
    ['true', true],
    [' x == 5 ', true],
  ] as const)('%s', ([text, value]) => {
    expect(condition(text, { x: 5, word: 'yes' })).toEqual({ ok: true, value });
  });

  test.for([
    ['x', 'the condition gives a number, not true or false', 'compare it, as in `x > 0`, or add `| bool`'],
    [
      'word',
      'the condition gives a string, not true or false',
      'add `| bool` if it is a word such as yes, or `| length > 0` to ask whether there is any text',
    ],
    [
      'list',
      'the condition gives a list, not true or false',
      'add `| length > 0` to ask whether there is anything in it',
    ],
    [
      '{}',
      'the condition gives a mapping, not true or false',
      'add `| length > 0` to ask whether there is anything in it',
    ],
    [
      'none',
      'the condition gives none, not true or false',
      'add `is not none`, or give it a value with `| default(false)`',
    ],
    ['x and word', 'the condition gives a string, not true or false', undefined],
  ] as const)('%s is no condition', ([text, message, hint]) => {
    const result = condition(text, { x: 5, word: 'yes', list: [] });
    expect(result).toMatchObject({ ok: false, error: { kind: 'type', message } });
    if (hint !== undefined) expect(result).toMatchObject({ error: { hint } });
  });

  test('an undefined name is an error, not false', () => {
    expect(condition('missing')).toMatchObject({ ok: false, error: { kind: 'undefined' } });
    expect(condition("'a' if false")).toMatchObject({ ok: false, error: { kind: 'undefined' } });
  });
});

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
    expect(rendered('{{ 1 + 1 }}', {}, { limits: { steps: 3 } })).toMatchObject({ error: { kind: 'limit' } });
    expect(rendered("{{ 'abc' ~ 'def' }}", {}, { limits: { textLength: 5 } })).toMatchObject({
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

test('an expression gives a value of any kind', () => {
  const parsed = parseExpression('list | map("string") | list');
  expect(parsed.ok && evaluate(parsed.value, valueScope({ list: [1, 2] }))).toEqual({
    ok: true,
    value: ['1', '2'],
  });
});
