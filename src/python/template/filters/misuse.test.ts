import { expect, test } from 'vitest';
import { type JsonValue, WholeFloat } from '../../../model/values/json.ts';
import type { Result } from '../../fault.ts';
import { parseTemplate } from '../parse/parse.ts';
import { render } from '../render/render.ts';
import { valueScope } from '../scope.ts';

const scope = valueScope({
  b: 'Zm8=',
  bad64: 'Zm8',
  bytes: '/w==',
  deep: `${'['.repeat(101)}${']'.repeat(101)}`,
  quotedBrackets: `"${'['.repeat(200)}"`,
  long: '1.'.repeat(600),
  object: {},
  mail: 'a😀b',
  control: '\u0001\u00a0\u200b\u2028\u{e0001}',
});

function rendered(text: string): Result<JsonValue> {
  const parsed = parseTemplate(text);
  return parsed.ok ? render(parsed.value, scope) : parsed;
}

/** What the fixtures of the reference do not show: ours alone, or edges that it leaves open. */
test.for<readonly [string, JsonValue]>([
  ['{{ object | default(none) }}', {}],
  ['{{ missing | default(none) }}', null],
  ['{{ true | float }}', new WholeFloat(1)],
  [
    '{{ 1.5 | type_debug }}{{ [] | type_debug }}{{ {} | type_debug }}{{ namespace() | type_debug }}',
    'floatlistdictobject',
  ],
  ['{{ true | abs }}', 1],
  ['{{ 8 | log(2) | round(3) }}', new WholeFloat(3)],
  ['{{ 1 | log }}', new WholeFloat(0)],
  [
    '{{ 1250 | round(-2) }} {{ 0.125 | round(2) }} {{ 0.375 | round(2) }} {{ -0.125 | round(2) }}',
    '1200 0.12 0.38 -0.12',
  ],
  ['{{ [1, 2] | to_json(separators=[",", ":"]) }}', '[1,2]'],
  ['{{ quotedBrackets | from_json | length }}', 200],
  [
    '{{ [1, 2, 3] | batch(2, 0) }}',
    [
      [1, 2],
      [3, 0],
    ],
  ],
  ['{{ [] | batch(2) }}', []],
  [
    "{{ {'l': [1], 's': 'x'} | combine({'l': [2], 's': [3]}, list_merge='replace', recursive=true) }}",
    { l: [2], s: [3] },
  ],
  ["{{ {'a': {'l': [1]}} | subelements('l') }}", [[{ l: [1] }, 1]]],
  ["{{ [{'a': {'b': [1]}}] | subelements(['a', 'b']) }}", [[{ a: { b: [1] } }, 1]]],
  [
    "{{ [{'k': 'b'}, {'k': 'A'}, {'k': 'a'}] | groupby('k', case_sensitive=true) | map('first') | list }}",
    ['A', 'a', 'b'],
  ],
  ["{{ [{'k': 'A'}, {'k': 'a'}] | groupby('k') }}", [['A', [{ k: 'A' }, { k: 'a' }]]]],
  ["{{ [{}] | groupby('k', default=none) is defined }}", true],
  ['{{ [[1, 2], [3]] | map(attribute=0) | list }}', [1, 3]],
  ["{{ 'abc' | regex_search('(x)?abc', '\\1') }}", [null]],
  ["{{ 'ab' | regex_findall('(x)?(b)') }}", [['', 'b']]],
  ["{{ 'ab' | regex_findall('(x)?b') }}", ['']],
  ["{{ 'ab' | regex_replace('(x)?b', '[\\1]') }}", 'a[]'],
  ["{{ 'aaa' | regex_replace('a', 'b', count=2) }}", 'bba'],
  ["{{ 'a\nb' | regex_search('^b', multiline=true) }}", 'b'],
  ["{{ 'aXb' | trim('😀') }}{{ '😀a😀' | trim('😀') }}", 'aXba'],
  ["{{ 'a,b,c'.rsplit(',') }}{{ 'a,b'.rsplit(',', 5) }}", "['a', 'b', 'c']['a', 'b']"],
  ["{{ 'a b c' | split(none, 1) }}{{ '' | split }}", "['a', 'b c'][]"],
  ["{{ 'x' | indent(2, true, true) }}", '  x'],
  ["{{ 'abc' | truncate(2, true, '', 0) }}{{ 'a' | truncate(-5) }}", 'ab...'],
  ["{{ 'x'.startswith(['y', 'x']) }}", true],
  ["{{ 'a'.isdigit() }}{{ ''.isdigit() }}", 'FalseFalse'],
  [
    '{{ mail.find("b") }}{{ mail.index("b") }}{{ mail[1] }}{{ mail | length }}{{ mail | reverse }}',
    '22😀3b😀a',
  ],
  ["{{ ['\uffff', '😀', 'é', '😀a'] | sort }}", ['é', '\uffff', '😀', '😀a']],
  ["{{ '😀' == '😀' }}{{ '😀' < '😀a' }}{{ '😀a' < '😀' }}", 'TrueTrueFalse'],
  ['{{ [control] }}', ['\u0001\u00a0\u200b\u2028\u{e0001}']],
  ['v={{ [control] }}', "v=['\\x01\\xa0\\u200b\\u2028\\U000e0001']"],
  ['v={{ ["it\'s", \'say "x"\', "\'\\""] }}', `v=["it's", 'say "x"', '\\'\\\\"']`],
  [
    "{{ '%c%c' % (65, 'b') }}{{ '%E' % 1.5 }}{{ '%s' % true }}{{ '%d' % true }}{{ '%.0f' % 2.5 }}",
    'Ab1.500000E+00True12',
  ],
  ["{{ '%-6.2e|%+.1f|% d|%#o|%06d|%5%' % (12345.678, 2, 3, 8, -42) }}", '1.23e+04|+2.0| 3|0o10|-00042|%'],
  ["{{ '%5s|%05s' % ('a', 'b') }}", '    a|    b'],
  ["{{ '%(a)s' % {'a': 1} }}{{ '%r' % ['a'] }}", "1['a']"],
  ["{{ 'a%%' | format }}", 'a%'],
  ["{{ 'a b'.title() }}{{ 'x'.capitalize() }}", 'A BX'],
  ["{{ 'a' | urlencode }}{{ 'a/!(b)' | urlencode }}", 'aa/%21%28b%29'],
  [
    '{{ [1, [2]] == [1, [2]] }}{{ [1] == 1 }}{{ {} == 1 }}{{ {} == {"a": 1} }}{{ {"a": 1} == {"b": 1} }}{{ [1] == [1, 2] }}',
    'TrueFalseFalseFalseFalseFalse',
  ],
  ['{{ [1, 2] < [1, 2] }}{{ [1, 2] <= [1, 2] }}{{ [1, 3] > [1, 2, 9] }}', 'FalseTrueTrue'],
  ['{{ none in {} }}{{ 80 in {"80": 1} }}{{ {80: 1}["80"] }}{{ {true: 1}.true }}', 'FalseTrue11'],
  ['{{ [1, 2, 3][true] }}', 2],
  ["{{ (1 and missing) | default('d') }}{{ (0 or missing) is defined }}", 'dFalse'],
  ["{{ 'a' if namespace() else 'b' }}{{ ''.splitlines() }}", 'a[]'],
  ["{{ ('x' if false)[0] is defined }}", false],
  ['{% if true %}\r\na{% endif %}\rb', 'ab'],
  ["{{ '1.a' is version('1.b', '<') }}", true],
  ["{{ '%.20f' % 0.5 }}{{ '%e' % 1.5 }}{{ '%.2d' % 5 }}", '0.500000000000000000001.500000e+0005'],
  ["{{ 'a\\r\\nb' is defined }}{% set t = 'a\\r\\nb' %}{{ t.splitlines() }}", "True['a', 'b']"],
  ['{{ "abc"[-2:] }}{{ "abc"[5:1:-1] }}{{ "abc"[::-2] }}{{ [1, 2, 3][none:none:none] }}', 'bccca[1, 2, 3]'],
  ["{{ 'no' is truthy(true) }}{{ 'x' is truthy(true) }}{{ 5 is truthy(true) }}", 'FalseTrueTrue'],
  ["{{ 'abc' is regex('b', match_type='match') }}{{ 'a' is match }}", 'FalseTrue'],
  [
    "{{ {'results': [1, {'changed': true}]} is changed }}{{ {'results': 1} is changed }}{{ {} is changed }}",
    'TrueFalseFalse',
  ],
  ["{{ '1.2' is version('1.2.1', 'lt') }}{{ '1.2' is version('1.2') }}", 'TrueTrue'],
  [
    "{{ '1.0.0-rc' is version('1.0.0-beta', '>', version_type='semver') }}{{ '1.0.0' is version('1.0.0-1', '>', version_type='semver') }}",
    'TrueTrue',
  ],
  [
    "{{ '1.0.0-1' is version('1.0.0-a', '<', version_type='semver') }}{{ '1.0.0-a' is version('1.0.0-1', '>', version_type='semver') }}",
    'TrueTrue',
  ],
  [
    "{{ '1.0.0-a.b' is version('1.0.0-a', '>', version_type='semver') }}{{ '1.0.0-a' is version('1.0.0-a.b', '<', version_type='semver') }}{{ '1.0.0-a' is version('1.0.0-a', 'eq', version_type='semver') }}",
    'TrueTrueTrue',
  ],
  [
    "{{ '2.0.0' is version('1.9.9', '>', version_type='semver') }}{{ '1.0' is version('1.0', 'eq', strict=true) }}",
    'TrueTrue',
  ],
  ['{{ "a" * true }}{{ 1 * "b" }}{{ [1] * 2 }}{{ 2 * [1] }}', 'ab[1, 1][1, 1]'],
  ["{{ 'a' 'b' }}{{ 1 if 1 }}", 'ab1'],
  ['{{ -0.0 }}{{ 5 % 5 }}{{ -5 % 5 }}{{ 0 * -1 }}{{ "-0" | int }}', '-0.00000'],
  ['{{ 1e-5 }} {{ 0.0001 }} {{ 1.5e-7 }} {{ 123456789.125 }}', '1e-05 0.0001 1.5e-07 123456789.125'],
  [
    '{{ " 12 " | int }}{{ "1__0" | int }}{{ "+7" | int }}{{ "z" | int(base=36) }}{{ "0o17" | int(base=8) }}',
    '12073515',
  ],
  [
    '{{ "1e5" | float }} {{ ".5" | float }} {{ "5." | float }} {{ "1_0.5" | float }} {{ "inf" | float(3) }}',
    '100000.0 0.5 5.0 10.5 inf',
  ],
])('%s', ([text, value]) => {
  expect(rendered(text)).toEqual({ ok: true, value });
});

test.for([
  ["{{ 'a' | abs }}", 'expected a number, found a string'],
  ['{{ [] | abs }}', 'expected a number, found a list'],
  ["{{ 1 | round(method='up') }}", '`method` is `common`, `ceil` or `floor`'],
  ['{{ 1 | round(20) }}', 'the precision is at most 15'],
  ["{{ 1 | round('2') }}", 'expected an integer, found a string'],
  ['{{ 1 | round(1.5) }}', 'expected an integer, found a number'],
  ['{{ 5 | from_json }}', 'expected a string, found a number'],
  ['{{ b | from_json }}', 'this is not JSON'],
  [
    "{{ '12345678901234567890' | from_json }}",
    'the integer 12345678901234567000 is beyond 2^53 and would lose digits',
  ],
  ["{{ '1e999' | from_json }}", 'the result is not a finite number'],
  ["{{ '99999999999999999999' | int }}", 'is beyond 2^53 and would lose digits'],
  ["{{ '1e999' | float }}", 'the result is not a finite number'],
  ['{{ namespace() | to_json }}', 'a namespace cannot be written as JSON'],
  ['{{ namespace() | to_yaml }}', 'a namespace cannot be written as YAML'],
  ['{{ [omit] | to_nice_yaml }}', '`omit` cannot be written as YAML'],
  ['{{ bad64 | b64decode }}', 'this is not base64'],
  ["{{ '****' | b64decode }}", 'this is not base64'],
  ['{{ bytes | b64decode }}', 'what was encoded is not UTF-8 text'],
  ["{{ b | b64decode('latin-1') }}", 'the encoding latin-1 is not supported'],
  ["{{ b | b64encode(encoding='utf-16') }}", 'the encoding utf-16 is not supported'],
  ["{{ 'x' | hash('crc') }}", 'there is no hash `crc`'],
  ['{{ [1] | batch(0) }}', 'the size of a batch must be at least 1'],
  ["{{ {} | dictsort(by='name') }}", '`by` is either `key` or `value`'],
  ['{{ [] | dictsort }}', 'expected a mapping, found a list'],
  ["{{ [{'key': [], 'value': 1}] | items2dict }}", 'a list cannot be a key'],
  ['{{ [1] | items2dict }}', 'expected a mapping, found a number'],
  ["{{ 'ab' | union('cd') }}", 'expected a list, found a string'],
  ['{{ [1] | union(none) }}', 'expected a list, found none'],
  ["{{ 'a' | regex_search('a', group=1) }}", 'has no parameter `group`'],
  ["{{ 'a' | regex_search('a', 'x') }}", '`x` does not name a group'],
  ["{{ 'a' | regex_search(5) }}", 'expected a string, found a number'],
  ['{{ {} | combine({}, foo=1) }}', 'has no parameter `foo`'],
  ["{{ 'a'.split('') }}", 'cannot split by an empty string'],
  ["{{ 'a'.split(5) }}", 'cannot split by a number'],
  ["{{ 'a'.strip(5) }}", 'expected the characters to strip, found a number'],
  ["{{ '{'.format() }}", 'a single `{` in the format has no partner'],
  ["{{ '{}'.format() }}", 'there is no value for `{}`'],
  ["{{ '{a}'.format(1) }}", 'there is no value for `{a}`'],
  ["{{ '{0.x}'.format(1) }}", '`{0.x}` is more than a number or a name'],
  ["{{ '%d' % 'a' }}", '`%d` needs a number, not a string'],
  ["{{ '%x' % 1.5 }}", '`%x` needs a number, not a number'],
  ["{{ '%y' % 1 }}", '`%y` is not a format we know'],
  ["{{ '%' % 1 }}", '`%` is not a format we know'],
  ["{{ '%c' % -1 }}", '-1 is not a character'],
  ["{{ '%c' % 1.5 }}", '1.5 is not a character'],
  ["{{ '%(a)s' % 1 }}", '`%(a)` needs a mapping of values'],
  ["{{ '%s %s' % 1 }}", 'has more places than there are values'],
  ["{{ 'a' % 1 }}", 'has fewer places than there are values'],
  ["{{ '1' is version('1', version_type='x') }}", '`version_type` is one of loose, strict, semver, semantic'],
  ["{{ none is version('1') }}", 'there is no version to compare'],
  ["{{ '1' is version('') }}", 'there is no version to compare'],
  ["{{ '1.a' is version('1.2', '>') }}", 'cannot compare the versions 1.a and 1.2: a number meets a word'],
  ["{{ '1' is version('1.2', strict=true) }}", '`1` is not a strict version such as 1.2.3 or 1.2b1'],
  [
    "{{ '1.2' is version('1.2.3', version_type='semver') }}",
    '`1.2` is not a semantic version such as 1.2.3-rc.1',
  ],
  ["{{ 'a' is regex('a', match_type='x') }}", '`match_type` is one of search, match, fullmatch'],
  ['{{ 5 is failed }}', 'expected a mapping, found a number'],
  ['{{ 5 is subset([]) }}', 'cannot go through a number'],
  ["{{ 'ab'.index('c') }}", 'there is no such item in it'],
  ["{{ 'a' | join }}{{ 5 | join }}", 'cannot go through a number'],
  ["{{ '%Q' | strftime(0, true) }}", '`%Q` means nothing in a format of times'],
  ["{{ '%' | strftime(0, true) }}", '`%` means nothing in a format of times'],
  ["{{ '%Y' | strftime([], true) }}", 'a list is no count of seconds'],
  ["{{ 'x' | password_hash('sha512', 'ab', ident='2b') }}", '`ident` belongs to bcrypt'],
  ['{{ 100 | random(seed=1.5) }}', '1.5 is no seed'],
  ['{{ 100 | random(seed=1.0) }}', '1.0 is no seed'],
  ['{{ 100 | random(seed=[1]) }}', 'a list is no seed'],
  ["{{ 'a' | comment('plain', nope=1) }}", 'has no parameter `nope`'],
  ["{{ {'a': 1} | random(seed='a') }}", 'cannot draw from a mapping'],
  ["{{ 10 | random(start=20, seed='a') }}", 'there is no number from 20 to below 10'],
  ["{{ '12' | human_readable }}", 'expected a number, found a string'],
  ['{{ [] | human_readable }}', 'expected a number, found a list'],
  ["{{ 'x' | filesizeformat }}", '`x` is no number'],
  ["{{ ('2024-03-01 10:20:30' | to_datetime) + 1 }}", 'cannot apply `+` to a time and a number'],
] as const)('%s is refused', ([text, message]) => {
  const result = rendered(text);
  expect(result).toMatchObject({ ok: false, error: { kind: 'type' } });
  expect(result.ok || result.error.message).toContain(message);
});

test.for([
  ['{{ deep | from_json }}', 'this JSON is nested more than 100 levels deep'],
  ["{{ long is version('1') }}", 'this is too long for a version'],
] as const)('%s is too much', ([text, message]) => {
  expect(rendered(text)).toMatchObject({ ok: false, error: { kind: 'limit', message } });
});

test.for([
  ["{{ [{'a': 1}] | subelements('b') }}", 'a mapping has no `b`'],
  ["{{ [{'key': 1}] | items2dict }}", '`item` has no `value`'],
  ["{{ 'x' | extract({}) }}", 'a mapping has no `x`'],
  ["{{ [{}] | map(attribute='a') | first }}", 'a mapping has no `a`'],
  ['{{ {}.get(missing) }}', '`missing` is undefined'],
  ["{{ [{}] | sort(attribute='a') }}{{ [{}, {}] | sort(attribute='a') }}", 'a mapping has no `a`'],
] as const)('%s lacks something', ([text, message]) => {
  expect(rendered(text)).toMatchObject({ ok: false, error: { kind: 'undefined', message } });
});
