import { expect, test } from 'vitest';
import type { AddingInventory, Growth } from '../../model/playbook/inventory.ts';
import { readInventory } from './read.ts';
import { filesOf } from './reading.test-kit.ts';

const at = { file: 'p.yml', line: 3, column: 5 };

async function begun(): Promise<AddingInventory> {
  const files = filesOf({
    'inv.yml': 'all: {children: {web: {hosts: {w1: {color: red}}}}, hosts: {lone: }}',
    'group_vars/fresh.yml': 'size: 7',
    'host_vars/new.yml': 'place: here',
  });
  const read = await readInventory(['inv.yml'], files, { playbookDirs: [], mayGrow: true });
  if (read.value === undefined) throw new Error(JSON.stringify(read.diagnostics));
  return read.value.adding();
}

const host = (name: string, groups: readonly string[], variables = {}): Growth => ({
  ...{ kind: 'host', name, groups, variables, at },
});

const group = (name: string, of: string, parents: readonly string[] = ['all']): Growth => ({
  ...{ kind: 'group', host: of, name, parents, at },
});

test('a host is added with what it was given, and with the files of its groups and its own', async () => {
  const inventory = await begun();
  const growth = host('new', ['fresh', 'web'], { color: '{{ blue }}' });
  expect(inventory.adds(growth)).toBe(true);
  inventory.add(growth);
  expect(inventory.adds(growth)).toBe(false);
  const { hosts, groups } = inventory.now();
  expect(hosts.get('new')?.groups).toEqual(['all', 'fresh', 'web']);
  expect(groups.get('web')?.hosts).toEqual(['w1', 'new']);
  expect(groups.get('all')?.hosts).toContain('new');
  const said = Object.fromEntries(
    [...(hosts.get('new')?.variables ?? [])].map(([name, { value }]) => [name, value]),
  );
  expect(said).toEqual({ color: '{{ blue }}', size: 7, place: 'here' });
  // What a run has worked out is never read as a template.
  expect(hosts.get('new')?.variables.get('color')?.unsafe).toBe(true);
});

test.for<[what: string, growth: Growth, adds: boolean]>([
  ['another value', host('w1', [], { color: 'blue' }), true],
  ['the same value', host('w1', ['web'], { color: 'red' }), false],
  ['another group', host('w1', ['more']), true],
  ['a new group of a host', group('kind', 'w1'), true],
  ['a group that it is in', group('web', 'w1'), false],
  ['a parent above a group that it is in', group('web', 'w1', ['above']), true],
])('%s counts as a change: %s', async ([, growth, adds]) => {
  expect((await begun()).adds(growth)).toBe(adds);
});

test('a host that is put into a group is not ungrouped any more, and the group stands below its parents', async () => {
  const inventory = await begun();
  inventory.add(group('kind', 'lone', ['all', 'above']));
  const { hosts, groups } = inventory.now();
  expect(groups.get('ungrouped')?.hosts).toEqual([]);
  expect(groups.get('above')).toMatchObject({ children: ['kind'], hosts: ['lone'] });
  expect(hosts.get('lone')?.groups).toEqual(['all', 'above', 'kind']);
});

test('this machine is one of the hosts as soon as it is in a group', async () => {
  const inventory = await begun();
  inventory.add(group('here', 'localhost'));
  expect(inventory.now().hosts.get('localhost')?.variables.get('ansible_connection')?.value).toBe('local');
});

test('groups that would contain each other are refused', async () => {
  const inventory = await begun();
  inventory.add(group('one', 'w1', ['two']));
  expect(inventory.adds(group('two', 'w1', ['one']))).toContain('would contain itself: `one` is in it');
  expect(inventory.adds(group('three', 'w1', ['three']))).toContain('would contain itself');
});

test('what was read stays as it is', async () => {
  const files = filesOf({ 'inv.yml': 'all: {hosts: {a: {x: 1}}}' });
  const { value } = await readInventory(['inv.yml'], files, { playbookDirs: [] });
  value?.adding().add(host('a', ['g'], { x: 2 }));
  expect([value?.groups.has('g'), value?.hosts.get('a')?.variables.get('x')?.value]).toEqual([false, 1]);
});
