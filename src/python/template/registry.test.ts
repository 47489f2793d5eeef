import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { attempt } from '../fault.ts';
import { lookupNamed } from './lookups/registry.ts';
import { findRoutine } from './registry.ts';

type Kinds = 'filters' | 'tests' | 'functions' | 'lookups';

// Written by names-of-ansible.py, which says with which Ansible and Jinja2.
const names = JSON.parse(readFileSync(new URL('names-of-ansible.json', import.meta.url), 'utf8')) as Readonly<
  Record<Kinds, readonly string[]>
>;

const rows = [
  ...names.filters.map((name) => ['filter', name] as const),
  ...names.tests.map((name) => ['test', name] as const),
  // A value, not a function.
  ...names.functions.filter((name) => name !== 'omit').map((name) => ['function', name] as const),
];

test('the names of Ansible are known', () => {
  expect(rows.length).toBeGreaterThan(200);
});

test.for(rows)('the %s %s is there, or it is told what to use instead', ([kind, name]) => {
  const found = attempt(() => findRoutine({ kind, name }));
  if (found.ok) return;
  expect(found.error.message).toBe(`the ${kind} \`${name}\` is not supported`);
  expect(found.error.hint).toMatch(/\w/);
});

test.for(names.lookups)('the lookup %s is there', (name) => {
  expect(lookupNamed(name)).toBeDefined();
  expect(lookupNamed(`ansible.builtin.${name}`)).toBe(lookupNamed(name));
});

test.for(['flattened', 'cartesian'])('the lookup %s of community.general is there', (name) => {
  expect(lookupNamed(`community.general.${name}`)).toBeDefined();
});
