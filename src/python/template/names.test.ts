import { expect, test } from 'vitest';
import { nameUses } from './names.ts';
import { parseExpression, parseTemplate } from './parse/parse.ts';

test.for([
  ['plain', []],
  ['{{ a }}', ['a']],
  ['{{ a.b[c].get(e)|join(f, attribute=g) is divisibleby(h) }}', ['a', 'c', 'e', 'f', 'g', 'h']],
  ['{{ a }}{{ b }}{{ a }}', ['a', 'b']],
  ['{{ a + b * c ~ d // -e }}', ['a', 'b', 'c', 'd', 'e']],
  ['{{ a if b else c }}{{ d if e }}', ['b', 'a', 'c', 'e', 'd']],
  ['{{ a and b or not c }}', ['a', 'b', 'c']],
  ['{{ a < b in c }}', ['a', 'b', 'c']],
  ['{{ [a, (b, c)] }}{{ {d: e} }}', ['a', 'b', 'c', 'd', 'e']],
  ['{{ range(a) }}{{ dict(k=b) }}', ['a', 'b']],
  ['{{ a[b:c] }}{{ a[::d] }}', ['a', 'b', 'c', 'd']],
  ["{{ 'a'.join(b) }}{{ (a ~ b).upper() }}", ['b', 'a']],
  ['{% if a %}{{ b }}{% elif c %}{{ d }}{% else %}{{ e }}{% endif %}', ['a', 'b', 'c', 'd', 'e']],
  [
    '{% for a in b if a > c %}{{ a }}{{ loop.index }}{{ d }}{% else %}{{ e }}{{ a }}{% endfor %}{{ loop }}',
    ['b', 'c', 'd', 'e', 'a', 'loop'],
  ],
  ['{% for k, v in a.items() %}{{ k }}{{ v }}{% endfor %}', ['a']],
  ['{% set a = b %}{{ a }}', ['b']],
  ['{% set a = a | default(1) %}{{ a }}', ['a']],
  ['{% set a, b = c %}{{ a }}{{ b }}', ['c']],
  ['{% set a %}{{ b }}{% endset %}{{ a }}', ['b']],
  ['{% set ns = namespace() %}{% set ns.a = b %}{{ ns.a }}', ['b']],
  ['{% set a | replace(b, c) %}{{ d }}{% endset %}{{ a }}', ['b', 'c', 'd']],
  ['{% filter replace(a, b) %}{{ c }}{% endfilter %}', ['a', 'b', 'c']],
  ['{% with a = b, c = d %}{{ a }}{{ c }}{{ e }}{% endwith %}{{ a }}', ['b', 'd', 'e', 'a']],
  ['{% macro m(a, b=c) %}{{ a }}{{ b }}{{ d }}{{ varargs }}{% endmacro %}{{ m() }}{{ b }}', ['c', 'd', 'b']],
  ['{% macro d() %}{% endmacro %}{% call(a, b=c) d() %}{{ a }}{{ b }}{{ e }}{% endcall %}', ['c', 'e']],
  // What a page that is brought in uses, nobody can tell: any variable of any host.
  ['{% from a import b as c, d %}{{ b }}{{ c }}{{ d }}', ['a', 'hostvars', 'b']],
  ['{% import a as b %}{{ b.c }}', ['a', 'hostvars']],
  ['{% block a %}{{ super() }}{{ b }}{% endblock %}{{ self.a() }}', ['b']],
  ['{{ omit }}{{ a | default(omit) }}', ['a']],
  ['{{ a.name }}{{ {"name": 1}.name }}', ['a']],
] as const)('%s', ([text, names]) => {
  const parsed = parseTemplate(text);
  expect(parsed.ok && [...new Set(nameUses(parsed.value).map(({ name }) => name))]).toEqual(names);
});

test('of an expression, every use with its place, guarded or not', () => {
  const parsed = parseExpression('a is defined and b | default(c) > a');
  expect(parsed.ok && nameUses(parsed.value)).toEqual([
    { name: 'a', offset: 0, members: [], path: [] },
    { name: 'b', offset: 17, members: [], path: [] },
    { name: 'c', offset: 29, members: [], path: [] },
    { name: 'a', offset: 34, members: [], path: [] },
  ]);
});

test.for([
  ["hostvars['h'].a", ['h', 'a']],
  ["hostvars[inventory_hostname]['a'].get('b')", ['a', 'b']],
  ["groups['g'] | map('extract', hostvars, ['a', 'b'])", ['g', 'extract', 'a', 'b']],
  ["hostvars.values() | map(attribute='a.b') | selectattr('c', 'defined')", ['a', 'b', 'c', 'defined']],
  ["hostvars[x].a | default('b')", ['a']],
] as const)('the words that may pick a member: %s', ([text, members]) => {
  const parsed = parseExpression(text);
  const use = parsed.ok ? nameUses(parsed.value).find(({ name }) => name === 'hostvars') : undefined;
  expect(use?.members).toEqual(members);
});

test.for<readonly [text: string, path: readonly (string | undefined)[]]>([
  ['ansible_facts', []],
  ['ansible_facts.env.HOME | upper', ['env', 'HOME']],
  ["ansible_facts['env'][word]", ['env', undefined]],
  ['ansible_facts[word].env', [undefined, 'env']],
  ["ansible_facts.get('env')", []],
  ['ansible_facts | dict2items', []],
  ["['env'] | map('extract', ansible_facts)", [undefined]],
  ["words | map('extract', ansible_facts, ['a', word])", [undefined, 'a', undefined]],
  ["'env' | extract(ansible_facts, morekeys='a')", [undefined]],
])('what is picked right behind a name: %s', ([text, path]) => {
  const parsed = parseExpression(text);
  const use = parsed.ok ? nameUses(parsed.value).find(({ name }) => name === 'ansible_facts') : undefined;
  expect(use?.path).toEqual(path);
});

test.for<readonly [text: string, names: readonly string[]]>([
  ["{{ lookup('vars', 'a', 'b') }}", ['a', 'b']],
  ["{{ query('vars', a) }}", ['hostvars', 'a']],
  ["{{ lookup('vars', *a) }}", ['hostvars', 'a']],
  ["{{ lookup('varnames', '^a') }}", ['hostvars']],
  ["{{ lookup('template', 'a.j2') }}", ['hostvars']],
  ["{{ lookup('file', 'a') }}", []],
  ["{% include 'a.j2' %}", ['hostvars']],
  ["{% from 'a.j2' import b %}{{ b() }}", ['hostvars']],
])('what uses variables by names that only a run can tell uses those of any host: %s', ([text, names]) => {
  const parsed = parseTemplate(text);
  expect(parsed.ok && nameUses(parsed.value).map(({ name }) => name)).toEqual(names);
});
