import { expect, test } from 'vitest';
import type { JsonValue } from '../../../../model/values/json.ts';
import { parseTemplate } from '../../parse/parse.ts';
import { render } from '../../render/render.ts';
import { valueScope } from '../../scope.ts';

function written(filter: string, value: JsonValue): JsonValue {
  const parsed = parseTemplate(`{{ x | ${filter} }}`);
  const result = parsed.ok ? render(parsed.value, valueScope({ x: value })) : parsed;
  return result.ok ? result.value : result.error.message;
}

test.for([
  ['to_nice_yaml(indent=1)', { a: { b: [1, [2]] } }, 'a:\n  b:\n  - 1\n  - - 2\n'],
  ['to_nice_yaml(indent=20)', { a: { b: 1 } }, 'a:\n  b: 1\n'],
  ['to_nice_yaml(width=3)', { a: 'one two' }, 'a: one two\n'],
  ['to_nice_yaml(width=10)', { a: 'one two three four five' }, 'a: one two three\n    four five\n'],
  [
    'to_nice_yaml(width=10)',
    { a: "it's one: two three four five" },
    "a: 'it''s one:\n    two three\n    four five'\n",
  ],
  ['to_nice_yaml(width=10)', { a: '\tone two  three four' }, 'a: "\\tone two\n    \\ three\n    four"\n'],
  [
    'to_nice_yaml(width=10)',
    { a: '\u0001\u0001\u0001\u0001 \u0001' },
    'a: "\\x01\\x01\\x01\\x01\n    \\x01"\n',
  ],
  ['to_nice_yaml', { a: '😀\u0085\u{10fffe}' }, 'a: "\\U0001F600\\N\\U0010FFFE"\n'],
  ['to_nice_yaml', { a: '\ud800\ufffe' }, 'a: "\\uD800\\uFFFE"\n'],
  ['to_nice_yaml', { 'one\ntwo': 1 }, '"one\\ntwo": 1\n'],
  ['to_yaml', [1e-7, 1.5e-7, true, null], '[1.0e-07, 1.5e-07, true, null]\n'],
  ['to_yaml(default_flow_style=false)', [1], '- 1\n'],
  ['to_yaml(width=20)', ['aaaaaaaaaa', 'bbbbbbbbbb', 'c'], '[aaaaaaaaaa, bbbbbbbbbb,\n  c]\n'],
] as const)('%s of %j', ([filter, value, expected]) => {
  expect(written(filter, value)).toBe(expected);
});

test('a key that no reader would take is refused', () => {
  expect(written('to_yaml', { ['k'.repeat(1001)]: 1 })).toBe(
    '`to_yaml`: a key of more than 1000 characters cannot be written as YAML',
  );
});
