import { expect, test } from 'vitest';
import { placeIn } from '../../fault.ts';
import { isTemplate, parseExpression, parseTemplate } from './parse.ts';

test.for([
  ['{{ x', 0, 'this `{{` is never closed', "add `}}`, or write `{{ '{{' }}` where only text is meant"],
  ['a {% if x', 2, 'this `{%` is never closed', "add `%}`, or write `{{ '{%' }}` where only text is meant"],
  ['{# a', 0, 'this `{#` is never closed', "add `#}`, or write `{{ '{#' }}` where only text is meant"],
  ['{% raw %}{{ x }}', 0, 'this `{% raw %}` is never closed', undefined],
  ['{{ (1', 3, 'this `(` is never closed', undefined],
  ['{{ x) }}', 4, '`)` has no `(` before it', undefined],
  ['{{ [1) }}', 3, 'this `[` is never closed', undefined],
  ["{{ 'a }}", 3, "this string has no closing '", undefined],
  ['{{ "a }}', 3, 'this string has no closing "', undefined],
  ['{{ a & b }}', 5, '`&` means nothing here', 'write `and`'],
  ['{{ !a }}', 3, '`!` means nothing here', 'write `not`'],
  ['{{ a ? b }}', 5, '`?` means nothing here', undefined],
  ['{{ }}', 3, 'expected a value, found `}}`', undefined],
  ['{{ 1 + }}', 7, 'expected a value, found `}}`', undefined],
  ['{{ x y }}', 5, 'expected the end, found `y`', undefined],
  ["{{ x 'y' }}", 5, "expected the end, found the string 'y'", undefined],
  ['{{ x = 1 }}', 5, 'expected the end, found `=`', 'compare with `==`'],
  ['{{ x. }}', 6, 'expected a name behind the dot, found `}}`', undefined],
  ['{{ x[ }}', 4, 'this `[` is never closed', undefined],
  ['{{ x[] }}', 5, 'expected a key, found `]`', undefined],
  ['{{ x[1:2:3:4] }}', 10, 'expected `]`, found `:`', undefined],
  ['{{ [1 2] }}', 6, 'expected `,` or `]`, found `2`', undefined],
  ['{{ (1 2) }}', 6, 'expected `)`, found `2`', undefined],
  ['{{ {1: 2 3} }}', 9, 'expected `,` or `}`, found `3`', undefined],
  ['{{ {1} }}', 5, 'expected `:`, found `}`', undefined],
  ['{{ x | }}', 7, 'expected the name of a filter, found `}}`', undefined],
  ['{{ x is }}', 8, 'expected the name of a test, found `}}`', undefined],
  ['{{ x is defined is true }}', 16, 'a test cannot follow a test', 'put the first in round brackets'],
  ['{{ x | uper }}', 7, 'there is no filter `uper`', 'did you mean `upper`?'],
  ['{{ x is defind }}', 8, 'there is no test `defind`', 'did you mean `defined`?'],
  ['{{ x.strp() }}', 5, 'there is no method `strp`', 'did you mean `strip`?'],
  ['{{ rnge(3) }}', 3, 'there is no function `rnge`', 'did you mean `range`?'],
  ["{{ lookup('fil', 'x') }}", 10, 'there is no lookup `fil`', 'did you mean `file`?'],
  ['{{ lookup() }}', 3, '`lookup` needs `name`', undefined],
  ['{{ x[0](1) }}', 7, 'only functions and methods can be called', undefined],
  ["{{ x | map('uper') }}", 11, 'there is no filter `uper`', 'did you mean `upper`?'],
  ["{{ x | selectattr('a', 'eqal', 1) }}", 23, 'there is no test `eqal`', 'did you mean `eq`?'],
  ["{{ x | map('upper', 1) }}", 11, '`upper` takes at most 0 arguments, not 1', undefined],
  ["{{ x | replace('a') }}", 7, '`replace` needs `new`', 'it takes `old`, `new`, `count`'],
  ["{{ x | replace('a', olld='b') }}", 7, '`replace` has no parameter `olld`', 'did you mean `old`?'],
  ['{{ x | replace(zzzzzz=1) }}', 7, '`replace` has no parameter `zzzzzz`', 'it takes `old`, `new`, `count`'],
  [
    '{{ x | default(1, default_value=2) }}',
    7,
    '`default` is given `default_value` twice',
    'it takes `default_value`, `boolean`',
  ],
  [
    '{{ x | default(boolean=1, boolean=2) }}',
    7,
    '`default` is given `boolean` twice',
    'it takes `default_value`, `boolean`',
  ],
  ['{{ x | default(boolean=1, 2) }}', 26, 'an argument without a name follows one with a name', undefined],
  ['{{ x | combine(1 2) }}', 17, 'expected `,` or `)`, found `2`', undefined],
  ['{{ x is divisibleby }}', 8, '`divisibleby` needs `other`', 'it takes `other`'],
  [
    '{{ 9007199254740993 }}',
    3,
    'the number 9007199254740993 is beyond 2^53 and would lose digits',
    'write it as a string',
  ],
  ['{{ 1e999 }}', 3, 'the number 1e999 is beyond 2^53 and would lose digits', 'write it as a string'],
  ["{{ x | regex_search('(a') }}", 20, 'the pattern has a `(` that is never closed', undefined],
  [
    "{{ x is match('(a)\\1') }}",
    14,
    'the pattern refers back with `\\1`, which cannot be matched in bounded time',
    'compare the captured text in the template instead',
  ],
  ['{% if %}{% endif %}', 6, 'expected a value, found `%}`', undefined],
  ['{% if x %}a', 0, 'this `{% if %}` is never closed', 'add `{% endif %}`'],
  ['{% if x %}a{% else %}b', 0, 'this `{% if %}` is never closed', 'add `{% endif %}`'],
  ['{% for a in b %}', 0, 'this `{% for %}` is never closed', 'add `{% endfor %}`'],
  ['{% for a of b %}{% endfor %}', 9, 'expected `in`, found `of`', undefined],
  ['{% for 1 in b %}{% endfor %}', 7, 'expected a name, found `1`', undefined],
  ['{% for not in b %}{% endfor %}', 7, '`not` cannot be given a value', undefined],
  ['{% set x %}a', 0, 'this `{% set %}` is never closed', 'add `{% endset %}`'],
  ['{% set x y %}', 9, 'expected the end, found `y`', undefined],
  ['{% endif %}', 3, '`{% endif %}` has no block to belong to', undefined],
  ['{% if x %}{% endfor %}', 13, '`{% endfor %}` has no block to belong to', undefined],
  [
    '{% do x %}',
    3,
    'the tag `do` is not supported',
    'Ansible has this tag only where `jinja2_extensions` says so; write `{% set _ = … %}`',
  ],
  ['{% call x %}{% endcall %}', 8, 'expected the call of a macro', 'write `{% call name(…) %}`'],
  [
    '{% macro a(b=1, c) %}{% endmacro %}',
    16,
    'a parameter without a default follows one with a default',
    undefined,
  ],
  ['{% macro a %}{% endmacro %}', 11, 'expected `(`, found `%}`', undefined],
  ['{% macro a() %}', 0, 'this `{% macro %}` is never closed', 'add `{% endmacro %}`'],
  ["{% from 'x' import %}", 19, 'expected a name, found `%}`', undefined],
  ['{% autoescape true %}{% endautoescape %}', 0, 'nothing is escaped by itself here', undefined],
  ['{{ f(*a, *b) }}', 9, '`*` may stand once before an argument, `*` before `**`', undefined],
  ['{{ x.y.nope() }}', 7, 'there is no method `nope`', undefined],
  ['{{ nope(1) }}', 3, 'there is no function `nope`', undefined],
  ['{% fro x in y %}', 3, 'there is no tag `fro`', 'did you mean `for`?'],
  ['{% 1 %}', 3, 'expected the name of a tag, found `1`', undefined],
  ["{% set t = '\\x4' %}", 12, '`\\x` is not a whole escape', undefined],
  ["{% set t = '\\U00110000' %}", 12, 'U+00110000 is not a character', undefined],
] as const)('%s', ([text, offset, message, hint]) => {
  const result = parseTemplate(text);
  expect(result).toMatchObject({ ok: false, error: { kind: 'syntax', message, offset } });
  if (hint !== undefined) expect(result).toMatchObject({ error: { hint } });
});

test.for([
  "{{ lookup('config', 'x', plugin_type='shell', plugin_name='sh') }}",
  "{{ a | selectattr('b', 'ansible.builtin.all') | map('ansible.builtin.bool') }}",
])('%s is read', (text) => {
  expect(parseTemplate(text)).toMatchObject({ ok: true });
});

test.for([
  ['', 'there is no expression here', 0],
  ['  ', 'there is no expression here', 0],
  ['{% if x %}1{% endif %}', 'a statement cannot stand in an expression', 0],
  ["x == '{% if y %}z{% endif %}'", 'a statement cannot stand in an expression', 6],
  ['{{ x', 'this `{` is never closed', 1],
  ['x ==', 'expected a value, found the end', 4],
  ['x y', 'expected the end, found `y`', 2],
  ['x)', '`)` has no `(` before it', 1],
  ["x is match('[')", 'the pattern has a `[` that is never closed', 11],
] as const)('when: %s', ([text, message, offset]) => {
  expect(parseExpression(text)).toMatchObject({ ok: false, error: { kind: 'syntax', message, offset } });
});

test.for([
  ['brackets', `{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`],
  ['lists', `{{ ${'['.repeat(5000)}1${']'.repeat(5000)} }}`],
  ['not', `{{ ${'not '.repeat(5000)}1 }}`],
  ['signs', `{{ ${'- '.repeat(5000)}1 }}`],
  ['choices', `{{ 1${' if 1 else 1'.repeat(5000)} }}`],
  ['blocks', `${'{% if 1 %}'.repeat(5000)}`],
  ['loops', `${'{% for a in b %}'.repeat(5000)}`],
] as const)('%s that are nested too deep are an error, not a crash', ([, text]) => {
  expect(parseTemplate(text)).toMatchObject({ ok: false, error: { kind: 'limit' } });
});

test('long chains are not deep', () => {
  expect(parseTemplate(`{{ 1${' + 1'.repeat(20_000)} }}`).ok).toBe(true);
  expect(parseTemplate(`{{ x${'.a'.repeat(20_000)} }}`).ok).toBe(true);
  expect(parseTemplate(`{{ x${' or y'.repeat(20_000)} }}`).ok).toBe(true);
});

test.for([
  ['plain', false],
  ['a { b } c', false],
  ['{', false],
  ['{{', true],
  ['x {% y', true],
  ['{# #}', true],
  ['{ { x } }', false],
] as const)('isTemplate(%s)', ([text, expected]) => {
  expect(isTemplate(text)).toBe(expected);
});

test('an offset is found again as line and column', () => {
  const text = 'one\r\ntwo {{ x';
  const result = parseTemplate(text);
  expect(result.ok || placeIn(text, result.error.offset)).toEqual({ line: 2, column: 5 });
  expect(placeIn('a\rb\nc', 4)).toEqual({ line: 3, column: 1 });
});

test('names with a collection in front are the same routine', () => {
  expect(parseTemplate('{{ x | ansible.builtin.bool }}{{ y is ansible.builtin.match("a") }}').ok).toBe(true);
  expect(parseTemplate('{{ x | ansible.utils.ipaddr }}').ok).toBe(true);
  expect(parseTemplate('{{ x | community.general.bool }}').ok).toBe(false);
});
