import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Group, Host } from '../model/inventory.ts';
import { filesInLimit, hostsMatching, type PatternInventory } from './host-pattern.ts';

function hostNamed(name: string): Host {
  return { name, groups: [], variables: new Map() };
}

/** Groups with all their members, `all` among them. */
function inventoryOf(groups: Readonly<Record<string, string>>): PatternInventory {
  const members = Object.entries(groups).map(
    ([name, hosts]) => [name, hosts.split(' ').filter(Boolean)] as const,
  );
  const names = [...new Set(members.flatMap(([, hosts]) => hosts))];
  const all: readonly (readonly [string, readonly string[]])[] = [['all', names], ...members];
  return {
    hosts: new Map(names.map((name) => [name, hostNamed(name)])),
    groups: new Map(all.map(([name, hosts]): [string, Group] => [name, { name, hosts, children: [] }])),
    localHosts: new Map(['localhost', '127.0.0.1', '::1'].map((name) => [name, hostNamed(name)])),
  };
}

// The inventory of ../source/inventory/fixtures/patterns.ini.
const inventory = inventoryOf({
  ungrouped: 'alone 10.0.0.1 2001:db8::1',
  abc: 'web01',
  web: 'web01 web02 web03 db-b',
  db: 'db-a db-b db-c',
  edge: 'x.example.com',
  empty: '',
  prod: 'web01 web02 web03 db-b',
  site: 'db-a db-b db-c web01 web02 web03',
  'g-1': 'q1',
  multi: 'm1 m2 m3 m4 m5 m6 m7 m8',
  same: 'same other',
});

interface Answer {
  readonly pattern: string;
  readonly limit?: string;
  readonly hosts?: readonly string[];
  readonly unmatched?: readonly string[];
  readonly error?: true;
}

// What `ansible --list-hosts` says; generate.py beside the file asked it.
const answers = JSON.parse(
  readFileSync(new URL('../source/inventory/fixtures/patterns.json', import.meta.url), 'utf8'),
) as readonly Answer[];
const retry = 'web01\n  m1  \nweb:!db\n';

test.for(answers)('%j', ({ pattern, limit, hosts = [], unmatched }) => {
  const found = hostsMatching(pattern, inventory);
  const limited = limit === undefined ? found : hostsMatching(limit, inventory, new Map([['retry', retry]]));
  if (unmatched !== undefined || outOfRange.has(pattern) || limit === 'nope') {
    expect([found.ok, limited.ok]).toContain(false);
    return;
  }
  if (!found.ok || !limited.ok) throw new Error(JSON.stringify([found, limited]));
  const allowed = new Set(limited.hosts.map(({ name }) => name));
  const names = found.hosts
    .map(({ name }) => name)
    .filter((name) => limit === undefined || allowed.has(name));
  // Ansible walks groups inside groups in no fixed order.
  if (/^[!&]|^all|\*|site|&~/.test(pattern)) expect(names.toSorted()).toEqual(hosts.toSorted());
  else expect(names).toEqual(hosts);
});

/** To Ansible a warning and no hosts; here an error. */
const outOfRange: ReadonlySet<string> = new Set(['web[5]', 'web[-9]']);
