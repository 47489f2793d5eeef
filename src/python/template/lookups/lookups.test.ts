import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../model/values/json.ts';
import { readJsonText } from '../../../model/values/read-json.ts';
import { parseExpression } from '../parse/parse.ts';
import { evaluate } from '../render/render.ts';
import { type Scope, valueScope, withLookups } from '../scope.ts';
import { doorOver } from './door.test-kit.ts';

interface Case {
  readonly expression: string;
  /** Beside those of all cases. */
  readonly variables?: JsonObject;
  readonly value?: JsonValue;
  /** What the reference said; only that it said so is compared. */
  readonly error?: string;
}

const read = (name: string): unknown => readJsonText(readFileSync(new URL(name, import.meta.url), 'utf8'));
// Written by lookup-fixtures.py, which says with which Ansible.
const cases = read('lookup.fixtures.json') as readonly Case[];
const { files, variables } = read('lookup-cases.json') as {
  readonly files: Readonly<Record<string, string>>;
  readonly variables: JsonObject;
};
const door = doorOver(
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`/play/${name}`, text])),
);
const scopeWith = (own: JsonObject | undefined): Scope =>
  withLookups(valueScope({ ...variables, ...own, playbook_dir: '/play' }), door);

test('there are fixtures', () => {
  expect(cases.length).toBeGreaterThan(150);
});

test.for(cases.map((one) => [one.expression, JSON.stringify(one.variables ?? {}), one] as const))(
  '%s %s',
  ([text, , one]) => {
    const parsed = parseExpression(text);
    const result = parsed.ok ? evaluate(parsed.value, scopeWith(one.variables)) : parsed;
    if (one.error === undefined) expect(result).toEqual({ ok: true, value: one.value });
    else expect(result, one.error).toMatchObject({ ok: false });
  },
);
