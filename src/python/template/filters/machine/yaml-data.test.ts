import { expect, test } from 'vitest';
import type { Lookups } from '../../../../model/lookups.ts';
import type { JsonValue } from '../../../../model/values/json.ts';
import { doorOver } from '../../lookups/door.test-kit.ts';
import { parseExpression } from '../../parse/parse.ts';
import { evaluate } from '../../render/render.ts';
import { valueScope, withLookups } from '../../scope.ts';

/** Documents of one word each, with `---` between them. */
const readYaml: Lookups['readYaml'] = (text) =>
  text.includes(':')
    ? { kind: 'refused', why: 'there is a colon at 1:2' }
    : { kind: 'documents', documents: text.split('---').filter((word) => word !== '') };

function answer(text: string, variables: Readonly<Record<string, JsonValue>> = {}): unknown {
  const parsed = parseExpression(text);
  return parsed.ok && evaluate(parsed.value, withLookups(valueScope(variables), doorOver({}, { readYaml })));
}

test.for<readonly [string, JsonValue]>([
  ["'a' | from_yaml", 'a'],
  ["'' | from_yaml", null],
  ['[1] | from_yaml', [1]],
  ["'a---b' | from_yaml_all", ['a', 'b']],
  ["'' | from_yaml_all", []],
  ['[1] | from_yaml_all', [1]],
])('%s is %j', ([text, value]) => {
  expect(answer(text)).toEqual({ ok: true, value });
});

test.for([
  ["'a---b' | from_yaml", '`from_yaml`: this is 2 documents of YAML', 'use `from_yaml_all`'],
  [
    "'a:' | from_yaml",
    '`from_yaml`: this is not YAML: there is a colon at 1:2',
    'look at what the text is: `debug: {var: …}`',
  ],
] as const)('%s is a fault', ([text, message, hint]) => {
  expect(answer(text)).toMatchObject({ ok: false, error: { kind: 'type', message, hint } });
});
