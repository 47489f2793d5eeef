import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Group, Host } from '../../model/playbook/inventory.ts';
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
    groups: new Map(
      all.map(([name, hosts]): [string, Group] => [name, { name, hosts, own: hosts, children: [] }]),
    ),
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
  readFileSync(new URL('../../source/inventory/fixtures/patterns.json', import.meta.url), 'utf8'),
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

const GRAPH = '`rulerun inventory --graph` shows the hosts and groups there are';

test.for([
  ['nope', 'no host or group matches `nope`', GRAPH],
  ['webb', 'no host or group matches `webb`', 'did you mean `web`?'],
  ['DB-A', 'no host or group matches `DB-A`', 'did you mean `db-a`?'],
  ['web:!cannary', 'no host or group matches `!cannary`', GRAPH],
  ['&webb,nope', 'no host or group matches `&webb`; no host or group matches `nope`', 'did you mean `web`?'],
  ['nope,nope', 'no host or group matches `nope`', GRAPH],
  ['web[5]', '`web[5]`: there are only 4 hosts, counted from 0', 'the last one is `[3]` or `[-1]`'],
  ['web[-2:]', 'no host or group matches `web[-2:]`', 'a subscript is `[0]`, `[-1]`, `[1:3]` or `[1:]`'],
  ['@failed', 'no host or group matches `@failed`', 'a file of hosts is for `--limit` alone'],
  ['', 'the host pattern is empty', 'write `all` for every host'],
  [' , ', 'the host pattern is empty', 'write `all` for every host'],
  ['web,!', 'nothing follows `!` in the host pattern', undefined],
  ['&', 'nothing follows `&` in the host pattern', undefined],
  ['~', 'nothing follows `~` in the host pattern', undefined],
  ['all:!~', 'nothing follows `!~` in the host pattern', undefined],
] as const)('%s is an error', ([pattern, message, hint]) => {
  expect(hostsMatching(pattern, inventory)).toEqual({ ok: false, message, hint });
});

test('a regular expression that cannot be read is an error with the reason', () => {
  const found = hostsMatching('~web[', inventory);
  expect(found).toMatchObject({ ok: false, message: expect.stringMatching(/^`~web\[`: ./) });
});

test('a regular expression made to take for ever does not', () => {
  const long = inventoryOf({ web: 'a'.repeat(250) });
  expect(hostsMatching('~(a+)+$', long)).toMatchObject({ ok: true });
  expect(hostsMatching('~(a|a)*(a|a)*(a|a)*b', long)).toMatchObject({ ok: false });
  expect(hostsMatching(`${'*a'.repeat(60)}*b`, long)).toMatchObject({ ok: false });
});

test('this machine is found by each of its names, once, and not where the inventory has it', () => {
  const namesOf = (pattern: string, within: PatternInventory = inventory): readonly string[] => {
    const found = hostsMatching(pattern, within);
    return found.ok ? found.hosts.map(({ name }) => name) : [found.message];
  };
  expect(namesOf('::1')).toEqual(['::1']);
  expect(namesOf('q1,127.0.0.1,localhost')).toEqual(['q1', '127.0.0.1']);
  expect(namesOf('localhost[0]')).toEqual(['localhost']);
  expect(namesOf('localhost[1]')).toEqual(['`localhost[1]`: there is only 1 host, counted from 0']);
  const own = hostNamed('localhost');
  const explicit: PatternInventory = {
    ...inventoryOf({ ungrouped: 'localhost web1' }),
    localHosts: new Map([['::1', own]]),
  };
  expect(namesOf('all', explicit)).toEqual(['localhost', 'web1']);
  expect(namesOf('::1', explicit)).toEqual(['localhost']);
});

test('a limit takes its parts from files, one a line', () => {
  expect(filesInLimit('web,@failed.txt, @b')).toEqual(['failed.txt', 'b']);
  expect(filesInLimit('@a:web:@b')).toEqual(['a', 'b']);
  const files = new Map([['f', ' m1 \r\n\n&multi\n!m2\n']]);
  const found = hostsMatching('m2,@f', inventory, files);
  expect(found.ok && found.hosts.map(({ name }) => name)).toEqual(['m1']);
});

test('an address is one term in spite of its colons', () => {
  const names = ['2001:db8:0:0:0:0:0:1', '::2', 'fe80::1%eth0'];
  for (const name of names) {
    const found = hostsMatching(name, inventoryOf({ web: names.join(' ') }));
    expect(found.ok && found.hosts.map((host) => host.name)).toEqual([name]);
  }
});

test('an inventory without groups still has an `all`', () => {
  const bare: PatternInventory = { hosts: new Map(), groups: new Map(), localHosts: new Map() };
  expect(hostsMatching('!*', { ...bare, groups: inventory.groups })).toEqual({ ok: true, hosts: [] });
  expect(hostsMatching('all', bare)).toMatchObject({ ok: false });
});

test('any pattern gives hosts of the inventory, each once, or says why not', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'web',
      'db-?',
      'm*',
      '~m[1-3]',
      'all',
      '!',
      '&',
      ':',
      ',',
      '[0]',
      '[1:2]',
      '@x',
      'localhost',
      '[',
    ),
    fc.string({ maxLength: 4 }),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 6 }).map((parts) => parts.join('')),
      (pattern) => {
        const found = hostsMatching(pattern, inventory);
        if (!found.ok) {
          expect(found.message).not.toBe('');
          return;
        }
        expect(new Set(found.hosts).size).toBe(found.hosts.length);
        const known = [...inventory.hosts.values(), ...inventory.localHosts.values()];
        expect(found.hosts.every((host) => known.includes(host))).toBe(true);
      },
    ),
  );
});
