import { expect, test } from 'vitest';
import { parseExpression } from '../../../python/template/parse/parse.ts';
import { evaluate } from '../../../python/template/render/render.ts';
import { valueScope, withLookups } from '../../../python/template/scope.ts';
import { localLookups } from './lookups.ts';
import { readYamlText } from './read-yaml.ts';

test.for([
  ['a: 1\nb: [x, yes]\n', [{ a: 1, b: ['x', true] }]],
  ['', []],
  ['---\n', [null]],
  ['just text', ['just text']],
  ['---\na: 1\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
  ['# first\n--- # one\na: 1\n...\n', [{ a: 1 }]],
  ['a: |\n  text\n  --- no mark\n', [{ a: 'text\n--- no mark\n' }]],
] as const)('%j', ([text, documents]) => {
  expect(readYamlText(text)).toEqual({ kind: 'documents', documents });
});

test('what is no YAML is told with its place', () => {
  expect(readYamlText('a: [1\nb: 2\n')).toMatchObject({
    kind: 'refused',
    why: expect.stringMatching(/line \d+, column \d+/),
  });
});

test.for([
  ["'a: 1' | from_yaml", { a: 1 }],
  ["'[1, 2]' | from_yaml", [1, 2]],
  ['x | from_yaml', { is: 'data' }],
  ["'--- 1\\n--- 2' | from_yaml_all", [1, 2]],
] as const)('%s', ([text, value]) => {
  const scope = withLookups(valueScope({ x: { is: 'data' } }), localLookups({}, new Set()).lookups);
  const parsed = parseExpression(text);
  expect(parsed.ok && evaluate(parsed.value, scope)).toEqual({ ok: true, value });
});
