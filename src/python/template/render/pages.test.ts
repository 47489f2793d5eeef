import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { doorOver } from '../lookups/door.test-kit.ts';
import type { PageOptions } from '../page-options.ts';
import { valueScope, withLookups } from '../scope.ts';
import { renderPage } from './render.ts';

interface Case {
  readonly text: string;
  readonly options: PageOptions;
  readonly value?: string;
  /** What the reference said; only that it said so is compared. */
  readonly error?: string;
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
// Written by page-fixtures.py, which says with which Ansible.
const cases = read('page.fixtures.json') as readonly Case[];
const { files, variables } = read('page-cases.json') as {
  readonly files: Readonly<Record<string, string>>;
  readonly variables: JsonObject;
};
const scope = withLookups(valueScope(variables), doorOver(files));
const path = '/play/templates/main.j2';

test('there are fixtures', () => {
  expect(cases.length).toBeGreaterThan(50);
});

test.for(cases.map((one) => [one.text, JSON.stringify(one.options), one] as const))('%j %s', ([, , one]) => {
  const result = renderPage({ path, ...one }, scope);
  if (one.error === undefined) expect(result).toEqual({ ok: true, value: one.value });
  else expect(result, one.error).toMatchObject({ ok: false });
});

describe('what goes wrong', () => {
  test.for([
    ['{{ x }}\n{% include "broken.j2" %}', 8, '`nope` is undefined, at /play/templates/broken.j2:2:4'],
    ['{% include "misspelt.j2" %}', 0, 'there is no filter `nofilter`, at /play/templates/misspelt.j2:1:8'],
    ['{% include "none.j2" %}', 11, 'there is no template none.j2 on this machine'],
    ['{% include "../secret.j2" %}', 11, 'the template ../secret.j2 leads out of its folder'],
    ['{% from "macros.j2" import nope %}', 0, '/play/templates/macros.j2 has no macro or value `nope`'],
    [
      '{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}',
      0,
      'the macro `m` takes at most 1 arguments, not 2, at /play/templates/main.j2:1:35',
    ],
  ] as const)('has a place: %j', ([text, , message]) => {
    expect(renderPage({ path, text, options: {} }, scope)).toMatchObject({ ok: false, error: { message } });
  });

  test('a page that includes itself ends', () => {
    const result = renderPage({ path, text: '{% include "self.j2" %}', options: {} }, scope);
    expect(result).toMatchObject({ ok: false, error: { kind: 'limit' } });
  });

  test('without a door to this machine nothing is brought in', () => {
    const result = renderPage({ path, text: '{% include "plain.j2" %}', options: {} }, valueScope({}));
    expect(result).toMatchObject({ ok: false, error: { hint: 'give the value as a variable' } });
  });
});

test.for([
  ['#jinja2: trim_blocks: False\n{% if x %}\na{% endif %}\n', '\na\n'],
  ["#jinja2: lstrip_blocks: 'True', trim_blocks: True\n  {% if x %}\na\n  {% endif %}\n", 'a\n'],
  ['#jinja2: variable_start_string: "[%" , variable_end_string: "%]"\n[% x %]\n', 'X\n'],
] as const)('the first line may say how the page is read: %j', ([text, value]) => {
  expect(renderPage({ path, text, options: {} }, scope)).toEqual({ ok: true, value });
});

test.for([
  ['trim: 1', '`trim: 1` is no option of a template'],
  ['trim_blocks', '`trim_blocks` is no option of a template'],
  ['trim_blocks: maybe', '`trim_blocks` is true or false, not a string'],
  ['block_start_string: ""', '`block_start_string` is a text of some characters'],
  ['newline_sequence: x', '`newline_sequence` is one of \\n, \\r and \\r\\n'],
] as const)('what a first line cannot say is told: %s', ([said, message]) => {
  const result = renderPage({ path, text: `#jinja2: ${said}\n`, options: {} }, scope);
  expect(result).toMatchObject({ ok: false, error: { message } });
});
