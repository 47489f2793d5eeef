import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/values/json.ts';
import { parseTemplate } from '../../python/template/parse/parse.ts';
import { render } from '../../python/template/render/render.ts';
import { valueScope } from '../../python/template/scope.ts';
import { openVault } from '../../vault/open-vault.ts';
import { treeToJson } from './tree-json.ts';
import { readYaml } from './yaml.ts';
import { playbookLimits } from './yaml-limits.ts';

function read(text: string): JsonObject {
  const { value, diagnostics } = readYaml(text, 'f.yml', playbookLimits, openVault([]));
  expect(diagnostics).toEqual([]);
  return (value === undefined ? {} : treeToJson(value)) as JsonObject;
}

test.for([
  ['!unsafe "{{ x }}"', '{{ x }}'],
  ['!unsafe "a{{{ x }}{%if%}{#{%{{"', 'a{{{ x }}{%if%}{#{%{{'],
  ['!unsafe |\n  {% raw %}{{ "\\n" }}\n  b', '{% raw %}{{ "\\n" }}\nb\n'],
  ['!unsafe 12', '12'],
  ["!unsafe ''", ''],
])('%j is its own text, and no template', ([yaml, expected]) => {
  const { a } = read(`a: ${yaml}\n`);
  const template = parseTemplate(String(a));
  expect(template.ok && render(template.value, valueScope({ x: 1 }))).toEqual({ ok: true, value: expected });
});

test('a list or a mapping has it for all that is in it', () => {
  const { l, m, n } = read("l: !unsafe ['{{ x }}', 1]\nm: !unsafe\n  k: '{{ x }}'\nn: '{{ x }}'");
  expect([l, m, n]).toEqual([["{{ '{{' }} x }}", 1], { k: "{{ '{{' }} x }}" }, '{{ x }}']);
});
