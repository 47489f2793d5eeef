import { expect, test } from 'vitest';
import { openVault } from '../../vault/open-vault.ts';
import { treeToJson } from './tree-json.ts';
import { readYaml } from './yaml.ts';
import { playbookLimits } from './yaml-limits.ts';

const read = (text: string) => readYaml(text, 'f.yml', playbookLimits, openVault([]));

test.for([
  [
    'less indented',
    '- a:\n    b: "one\n  two\nthree"\n    c: \'x\n y\'\n- d',
    [{ a: { b: 'one two three', c: 'x y' } }, 'd'],
  ],
  ['tabs', "a: '{{ x\n\t\tif y\n\t  else ''z'' }}'\nb: 1", { a: "{{ x if y else 'z' }}", b: 1 }],
  ['escapes', 'a:\n  b: "\\"x\\\n y\n\n z"\n  c: 1', { a: { b: '"xy\nz', c: 1 } }],
] as const)('lines of a quoted value may be indented anyhow: %s', ([, text, expected]) => {
  const { value, diagnostics } = read(text);
  expect(diagnostics).toEqual([]);
  expect(value && treeToJson(value)).toEqual(expected);
});

test.for(['a: "x\nb: 1\n', 'a: "x\nb: "y"\n', "a:\n  - 'x\n- y\n"])(
  'a quote that is not closed is told: %j',
  (text) => {
    expect(read(text).diagnostics.map(({ code }) => code)).toContain('unclosed-quote');
  },
);
