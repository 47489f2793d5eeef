import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../model/values/json.ts';
import { readJsonText } from '../../model/values/read-json.ts';
import type { Result } from '../fault.ts';
import { parseExpression, parseTemplate } from './parse/parse.ts';
import { evaluate, render, renderPage } from './render/render.ts';
import { valueScope } from './scope.ts';

interface Case {
  readonly template?: string;
  readonly expression?: string;
  readonly page?: string;
  readonly value?: JsonValue;
  /** What the reference said; only that it said so is compared. */
  readonly error?: string;
}

interface Fixtures {
  readonly variables: JsonObject;
  readonly cases: readonly Case[];
}

// Written by jinja-fixtures.py, which says with which Jinja2 and Ansible.
const { variables, cases } = readJsonText(
  readFileSync(new URL('jinja.fixtures.json', import.meta.url), 'utf8'),
) as Fixtures;
const scope = valueScope(variables);

test('there are fixtures', () => {
  expect(cases.length).toBeGreaterThan(500);
});

test.for(cases.map((one) => [one.template ?? one.page ?? `when: ${one.expression}`, one] as const))(
  '%s',
  ([, one]) => {
    const result = resultOf(one);
    if (one.error === undefined) expect(result).toEqual({ ok: true, value: one.value });
    else expect(result, one.error).toMatchObject({ ok: false });
  },
);

function resultOf({ template, expression, page }: Case): Result<JsonValue> {
  if (page !== undefined) return renderPage({ text: page, path: undefined, options: {} }, scope);
  if (template !== undefined) {
    const parsed = parseTemplate(template);
    return parsed.ok ? render(parsed.value, scope) : parsed;
  }
  const parsed = parseExpression(expression ?? '');
  return parsed.ok ? evaluate(parsed.value, scope) : parsed;
}
