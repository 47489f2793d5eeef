import { expect, test } from 'vitest';
import { placesOf, read, valuesOf } from './reading.test-kit.ts';

test('what names say about themselves is a warning', async () => {
  const text = '[web-1]\nh\n[b.c]\n[d-e]\n[f-g]\n[h]\n[range]\nx[2:1]';
  const { inventory, problems } = await read({ hosts: text });
  expect(problems).toEqual([
    "hosts:1:1 warning group-name: names of groups with other characters than letters, digits and _: `web-1`, `b.c`, `d-e` and 1 more (they work; in templates write `groups['name']`)",
    'hosts:6:1 warning same-name: `h` is the name of a group and of a host (a pattern with this name means the host alone: rename one of them)',
    'hosts:8:1 warning empty-range: `x[2:1]` names no host: the range ends before it starts (write the smaller number first)',
  ]);
  expect([...(inventory?.hosts.keys() ?? [])]).toEqual(['h']);
});

test('without sources there is still this machine', async () => {
  const { inventory, problems } = await read(
    { 'play/host_vars/localhost': 'a: 1' },
    { sources: [], playbookDirs: ['play/'] },
  );
  expect(problems).toEqual([]);
  expect([...(inventory?.groups.keys() ?? [])]).toEqual(['all', 'ungrouped']);
  expect(valuesOf(inventory, 'localhost')).toEqual({ ansible_connection: 'local', a: 1 });
  expect(valuesOf(inventory, '::1')).toEqual({ ansible_connection: 'local' });
  expect(inventory?.localHosts.get('localhost')?.groups).toEqual([]);
  expect(inventory?.hosts.size).toBe(0);
});

test('hosts know their groups in the order in which variables apply, groups their members in that of the inventory', async () => {
  const text = '[web]\nw2\nw1\n[db]\nw1\nd1\n[prod:children]\ndb\nweb\n[db:vars]\nansible_group_priority=5';
  const { inventory } = await read({ hosts: text });
  expect(inventory?.hosts.get('w1')?.groups).toEqual(['all', 'prod', 'web', 'db']);
  expect(inventory?.hosts.get('d1')?.groups).toEqual(['all', 'prod', 'db']);
  expect(inventory?.groups.get('prod')).toEqual({
    name: 'prod',
    own: [],
    children: ['db', 'web'],
    hosts: ['w1', 'd1', 'w2'],
  });
  expect(inventory?.groups.get('all')?.hosts).toEqual(['w1', 'd1', 'w2']);
});

test('variables carry the place of their value', async () => {
  const contents = {
    hosts: 'h:22  a=1 b="x y"\n[g]\n h\n[g:vars]\n  c =  5\n',
    'group_vars/g.yml': '# first\nd:\n  e: 1\n',
    'host_vars/h': 'f: x',
  };
  const { inventory } = await read(contents, { sources: ['hosts', 'h,'] });
  expect(placesOf(inventory, 'h')).toEqual({
    ansible_port: 'hosts:1:1',
    a: 'hosts:1:9',
    b: 'hosts:1:13',
    c: 'hosts:5:8',
    d: 'group_vars/g.yml:3:3',
    f: 'host_vars/h:1:4',
  });
});

test('every layer that sets a variable can be told', async () => {
  const contents = {
    'inv/hosts': '[web]\nw1 k=host\n[web:vars]\nk=web\n[all:vars]\nk=all\n',
    'inv/group_vars/all': 'k: gv all',
    'play/group_vars/web': 'k: gv web',
    'inv/host_vars/w1.json': '{"k": "hv"}',
    'play/host_vars/localhost': 'k: self',
  };
  const { inventory } = await read(contents, { sources: ['inv'], playbookDirs: ['play'] });
  const told = (host: string): readonly string[] =>
    (inventory?.layersOf(host) ?? []).map(
      ({ origin, variables }) => `${origin}: ${JSON.stringify(variables.get('k')?.value)}`,
    );
  expect(told('w1')).toEqual([
    'group `all`: "all"',
    'group `web`: "web"',
    'group_vars of `all` in inv: "gv all"',
    'group_vars of `web` in play: "gv web"',
    'host `w1`: "host"',
    'host_vars in inv: "hv"',
  ]);
  expect(told('localhost')).toEqual([
    'group `all`: "all"',
    'group_vars of `all` in inv: "gv all"',
    'host `localhost`: undefined',
    'host_vars in play: "self"',
  ]);
  expect(told('nobody')).toEqual([]);
});

test('a host of the inventory named localhost is what all names of this machine mean', async () => {
  const { inventory } = await read({ hosts: 'web\n127.0.0.1 a=1' });
  expect(inventory?.localHosts.get('localhost')).toBe(inventory?.hosts.get('127.0.0.1'));
  expect(valuesOf(inventory, 'localhost')).toEqual({ a: 1 });
  expect(inventory?.layersOf('localhost')).toEqual([]);
});

test('variables are merged when they are asked for, and once', async () => {
  const { inventory } = await read({ hosts: '[web]\nw1 a=1\nw2\n[web:vars]\nb=2' });
  const host = inventory?.hosts.get('w1');
  expect(host?.variables).toBe(host?.variables);
  expect(inventory?.groups.get('web')?.hosts).toBe(inventory?.groups.get('web')?.hosts);
  // Hosts of which nothing is said themselves share one map.
  expect(valuesOf(inventory, 'w2')).toEqual({ b: 2 });
});
