import { expect, test } from 'vitest';
import type { ScalarNode } from '../../model/values/tree.ts';
import { placeWithin, sourceLines } from './source-lines.ts';
import { entryOf } from './tree-place.ts';
import { readYaml } from './yaml.ts';
import { playbookLimits } from './yaml-limits.ts';

function scalar(text: string): ScalarNode {
  const { value } = readYaml(text, 'f', playbookLimits);
  const node = value === undefined ? undefined : entryOf(value, 'a')?.value;
  if (node?.kind !== 'scalar') throw new Error('the row has no scalar under a');
  return node;
}

test.for<[string, string, string]>([
  ['plain', 'a: one HERE', '1:8'],
  ['single quotes', "a:  'one HERE'", '1:10'],
  ['double quotes', '\uFEFFb: 1\r\na: "one HERE"\r\n', '2:9'],
  ['literal block', 'a: |\n  one\n\n    two HERE\n', '4:9'],
  ['literal block with an end mark', 'a: |-\n  HERE', '2:3'],
  ['escapes: only the start is known', 'a: "x\\tHERE"', '1:4'],
  ['folded block: only the start is known', 'a: >\n  x\n  HERE\n', '1:4'],
  ['several lines: only the start is known', 'a: x\n  HERE', '1:4'],
  ['literal block with tabs in the way', 'a: |2\n   x\n  HERE\n', '3:3'],
])('%s', ([, text, expected]) => {
  const node = scalar(text);
  const { line, column } = placeWithin(node, node.text.indexOf('HERE'), sourceLines(text));
  expect(`${line}:${column}`).toBe(expected);
});

test('a block that is not where it should be is at its start', () => {
  const node: ScalarNode = {
    kind: 'scalar',
    value: 'x',
    text: 'x',
    plain: false,
    at: { file: 'f', line: 1, column: 4 },
  };
  expect(placeWithin(node, 0, sourceLines('a: |\n  y'))).toBe(node.at);
  expect(placeWithin(node, 0, sourceLines('a: |'))).toBe(node.at);
});
