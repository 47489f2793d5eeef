import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../model/values/json.ts';
import { doorOver } from './lookups/door.test-kit.ts';
import { parseTemplate } from './parse/parse.ts';
import { render, renderPage } from './render/render.ts';
import { valueScope, withLookups } from './scope.ts';

/** A door that tells what was asked of it. */
function watchedDoor(): { readonly asked: string[]; readonly door: ReturnType<typeof doorOver> } {
  const asked: string[] = [];
  const refuse = (what: string) => {
    asked.push(what);
    return { kind: 'refused', why: 'nobody has allowed it', hint: undefined } as const;
  };
  const files = { '/play/templates/a.j2': '{{ x }}', '/etc/shadow': 'secret' };
  return { asked, door: doorOver(files, { run: refuse, fetch: ({ url }) => refuse(url) }) };
}

/** What a host may answer, and what it would like to come of it. */
const answers: readonly string[] = [
  '{{ lookup("pipe", "touch /tmp/x") }}',
  "{% include '/etc/shadow' %}",
  "{{ ''.__class__.__mro__[1].__subclasses__() }}",
  '{{ self._TemplateReference__context }}',
  "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
  '#jinja2: variable_start_string: "<<"',
  '{% raw %}',
  '{{',
];

describe('what a host says', () => {
  test.for(answers)('is never read as a template: %s', (answer) => {
    const { asked, door } = watchedDoor();
    const scope = withLookups(valueScope({ x: answer, list: [answer], playbook_dir: '/play' }), door);
    const pages = [
      '{{ x }}',
      '{% for i in list %}{{ i }}{% endfor %}',
      '{% set y = x %}{{ y }}',
      '{% set y %}{{ x }}{% endset %}{{ y }}',
      '{% macro m(a) %}{{ a }}{% endmacro %}{{ m(x) }}',
      '{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ x }}{% endcall %}',
      '{% filter trim %}{{ x }}{% endfilter %}',
      "{% include 'a.j2' %}",
      "{{ lookup('template', 'a.j2') }}",
      "{{ lookup('vars', 'x') }}",
      '{{ query("items", list) | first }}',
    ];
    for (const text of pages)
      expect(renderPage({ text, path: undefined, options: {} }, scope), text).toEqual({
        ok: true,
        value: answer,
      });
    expect(asked).toEqual([]);
  });
});

describe('nothing leads out of a template', () => {
  test.for([
    "{{ ''.__class__ }}",
    "{{ ''.constructor.constructor('return process')() }}",
    '{{ cycler.constructor }}',
    "{{ cycler('a').constructor('x') }}",
    "{{ cycler('a').next.call }}",
    "{{ cycler('a').next.constructor }}",
    '{{ joiner().__proto__ }}',
    '{{ namespace().constructor }}',
    '{{ (now()).constructor }}',
    '{{ now().__proto__.x }}',
    '{{ lookup.constructor }}',
    '{% macro m() %}{% endmacro %}{{ m.constructor("return 1")() }}',
    '{% macro m() %}{% endmacro %}{{ m.__globals__ }}',
    '{% macro m() %}{{ caller.constructor }}{% endmacro %}{% call m() %}{% endcall %}',
    '{% for i in [1] %}{{ loop.constructor }}{% endfor %}',
    '{% for i in [1] %}{{ loop.cycle.constructor("x") }}{% endfor %}',
    '{% for i in [1] %}{{ loop.__class__ }}{% endfor %}',
    "{{ x | attr('constructor') }}",
    "{{ 'x' | attr('__class__') }}",
    "{{ dict(**{'__proto__': 1}).constructor }}",
    "{% import 'a.j2' as m %}{{ m.constructor }}",
    '{% block a %}{{ self.constructor }}{% endblock %}',
    "{{ lookup('constructor') }}",
    "{{ lookup('__proto__', 'x') }}",
    "{{ lookup('file', 'x', constructor=1) }}",
    "{{ x | map('constructor') | list }}",
    "{% from 'a.j2' import __proto__ %}{{ __proto__ }}",
    "{{ '{0.constructor}'.format(x) }}",
    "{{ '{a[constructor]}'.format(a=x) }}",
    "{{ '%(constructor)s' % x[0] }}",
    "{{ 'constructor' | extract(x[0]) }}",
    "{{ x | map(attribute='constructor.name') | list }}",
    "{{ x | groupby('__proto__') }}",
    "{{ x[0].update({'__proto__': {'polluted': 1}}) }}",
    "{{ x[0].setdefault('__proto__', {}) }}",
    '{{ x is __proto__ }}',
    "{{ [1] | select('constructor') | list }}",
    "{{ 'a' | hash('constructor') }}",
    "{{ lookup('vars', '__proto__') }}",
    "{{ lookup('config', 'constructor') }}",
    "{{ lookup('file', '/etc/shadow\0.txt') }}",
    "{% include '../../etc/shadow' %}",
    "{% include '/etc/shadow' %}",
    "{{ lookup('pipe', 'id') }}",
    "{{ lookup('url', 'http://example.com') }}",
    "{{ lookup('lines', 'id') }}",
  ])('%s', (text) => {
    const { door } = watchedDoor();
    const scope = withLookups(valueScope({ x: [{ a: 1 }], playbook_dir: '/play' }), door);
    expect(renderPage({ text, path: undefined, options: {} }, scope)).toMatchObject({ ok: false });
    const parsed = parseTemplate(text);
    if (parsed.ok) expect(render(parsed.value, scope)).toMatchObject({ ok: false });
  });
});

describe('names of what JavaScript knows are names like others', () => {
  const answer = '{"__proto__": {"polluted": 1}, "constructor": 2, "a": 1}';
  test.for([
    ['{{ (answer | from_json).polluted is defined }}', false],
    ["{{ (answer | from_json).get('toString') is none }}", true],
    ["{{ (answer | from_json)['constructor'] }}", 2],
    ["{{ ({'a': 1} | combine(answer | from_json, recursive=true)).polluted is defined }}", false],
    ["{{ (dict([['__proto__', {'polluted': 1}]])).polluted is defined }}", false],
    ["{{ ([{'key': '__proto__', 'value': {'polluted': 1}}] | items2dict).polluted is defined }}", false],
    ["{% set n = namespace(__proto__={'polluted': 1}) %}{{ n.polluted is defined }}", false],
    ["{% set n = namespace() %}{% set n.__proto__ = {'polluted': 1} %}{{ n.polluted is defined }}", false],
    ["{% set __proto__ = {'polluted': 1} %}{{ polluted is defined }}", false],
    ['{% macro m() %}{{ kwargs.polluted is defined }}{% endmacro %}{{ m(__proto__=x) }}', false],
    ['{% macro constructor(__proto__) %}{{ __proto__ }}{% endmacro %}{{ constructor(3) }}', 3],
    ['{% for __proto__ in [4] %}{{ __proto__ }}{% endfor %}', 4],
    ['{{ toString is defined or hasOwnProperty is defined or valueOf is defined }}', false],
    ["{{ x | selectattr('constructor', 'defined') | list | length }}", 0],
  ] as const)('%s', ([text, expected]) => {
    const scope = withLookups(valueScope({ answer, x: [{ polluted: 1 }] }), doorOver({}));
    const rendered = renderPage({ text, path: undefined, options: {} }, scope);
    const shown = typeof expected === 'boolean' ? (expected ? 'True' : 'False') : String(expected);
    expect(rendered).toEqual({ ok: true, value: shown });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('whatever is written ends', () => {
  const values: JsonObject = {
    long: `${'a'.repeat(50_000)}!`,
    words: 'a-'.repeat(20_000),
    tags: '<'.repeat(50_000),
    glob: '*a'.repeat(30),
  };
  test.for([
    '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}',
    '{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}',
    '{% for i in [1] recursive %}{{ loop([1]) }}{% endfor %}',
    '{% macro m(n) %}{% for i in range(n) %}{{ m(n) }}{% endfor %}{% endmacro %}{{ m(100) }}',
    '{{ range(30) | combinations(15) | list | length }}',
    '{{ range(30) | permutations | list | length }}',
    "{{ query('sequence', 'end=99999999') | length }}",
    "{{ query('nested', range(2000), range(2000)) | length }}",
    "{{ query('cartesian', range(999), range(999), range(999)) | length }}",
    "{{ 'x' | password_hash('sha512', 'ab', rounds=999999999) }}",
    "{{ 'x' | comment('plain', prefix_count=99999999) }}",
    '{{ words | wordwrap(1, wrapstring=long) }}',
    "{{ ('%c' * 8000000) | strftime(1) }}",
    "{{ now().strftime('%c' * 8000000) }}",
    "{{ '%.1000000000f' % 1 }}",
    "{{ words.split('-') | join(long) }}",
    "{{ long.replace('a', long) }}",
    '{{ [1] | batch(1000000000, 0) | list | length }}',
    '{{ [1] | slice(1000000000) | list | length }}',
    "{{ long | regex_replace('', 'x' * 1000) }}",
    "{{ query('sequence', 'count=999999999 format=%01000d') }}",
    '{{ range(1000) | product(range(1000), range(1000)) | first }}',
    "{{ ('[' * 100000) | from_json }}",
    `{{ ${'not '.repeat(50_000)}true }}`,
    `{{ ${'['.repeat(20_000)}${']'.repeat(20_000)} }}`,
  ])('by its limits: %s', (text) => {
    const scope = withLookups(valueScope(values), doorOver({}));
    expect(renderPage({ text, path: undefined, options: {} }, scope)).toMatchObject({
      ok: false,
      error: { kind: 'limit' },
    });
  });

  test.for([
    '{{ long | striptags | length }}',
    '{{ tags | striptags | length }}',
    '{{ words | wordwrap(10) | length > 0 }}',
    "{{ long | regex_search('(a+)+$') }}",
    "{{ long is match('(a|a?)+$') }}",
    "{{ long | regex_findall('(.*)*x') }}",
    "{{ 'a' | regex_replace('(a|a)*b', '') }}",
    "{{ query('varnames', '(a+)+$') }}",
    `{{ long${' | default(1)'.repeat(5000)} | length }}`,
    `{{ 1${'+1'.repeat(20_000)} }}`,
    '{{ query("fileglob", glob) }}',
    '{{ long | urlsplit("path") | length }}',
  ])('in time that grows with the text: %s', (text) => {
    const scope = withLookups(valueScope(values), doorOver({ [`/files/${'a'.repeat(200)}b`]: '' }));
    const rendered = renderPage({ text, path: undefined, options: {} }, scope);
    if (!rendered.ok) expect(rendered.error.kind).toBe('limit');
  });
});
