import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../model/values/json.ts';
import type { Result } from '../../fault.ts';
import { parseTemplate } from '../parse/parse.ts';
import { valueScope } from '../scope.ts';
import { type RenderLimits, render, renderPage } from './render.ts';

function rendered(text: string, values: JsonObject = {}, limits: RenderLimits = {}): Result<JsonValue> {
  const parsed = parseTemplate(text);
  return parsed.ok ? render(parsed.value, valueScope(values), limits) : parsed;
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
    const scope = valueScope({ x: 5, list: [1, 'a'], nothing: null });
    expect(renderPage({ text, path: undefined, options: {} }, scope)).toEqual({ ok: true, value });
  });

  test('backslashes are kept in values and mean something in files and tags', () => {
    const text = "{{ 'a\\tb' }}{% set t = '\\t' %}{{ t }}";
    expect(rendered(text)).toEqual({ ok: true, value: 'a\\tb\t' });
    const page = { text, path: undefined, options: {} };
    expect(renderPage(page, valueScope({}))).toEqual({ ok: true, value: 'a\tb\t' });
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
    ['{{ omit }}', '`omit` is used where a value is needed', 3, undefined],
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
