import { expect, test } from 'vitest';
import type { Files } from '../../model/ports.ts';
import { readInventory } from './read.ts';
import { filesOf, placesOf, read } from './reading.test-kit.ts';

test.for<readonly [sources: readonly string[], problem: string]>([
  [
    ['missing'],
    'missing:1:1 inventory-not-found: there is no inventory `missing` (check the path; a list of hosts needs a comma: `-i missing,`)',
  ],
  [
    ['empty/'],
    'empty:1:1 no-inventory: there is no inventory in this folder (hidden files, `group_vars`, `host_vars` and files such as `.md`, `.txt` and `.cfg` do not count)',
  ],
  [['locked'], 'locked:1:1 unreadable: this cannot be read: permission denied (check its permissions)'],
  [
    ['a[1:],b'],
    'a[1:],b:1:2 invalid-range: the range `[1:]` has no end (a range is written `[1:20]`, `[01:20]`, `[a:f]` or, with a step, `[0:100:10]`)',
  ],
])('-i %s', async ([sources, problem]) => {
  const contents = { 'empty/README.md': 'x', 'empty/group_vars/all': 'a: 1' };
  const { inventory, problems } = await read(contents, { sources, world: { unreadable: ['locked'] } });
  expect(problems).toEqual([problem]);
  expect(inventory).toBeUndefined();
});

test.for([
  ['h:2299,h:1', ['h:2299,h:1:1:8 host-twice: `h` is named twice']],
  ['h,h:1', ['h,h:1:1:3 host-twice: `h` is named twice']],
  ['h:1,h', ['h:1,h:1:5 host-twice: `h` is named twice']],
  ['h[1:2]:1,h2:2', ['h[1:2]:1,h2:2:1:10 host-twice: `h2` is named twice']],
  ['h:1,h:1', []],
  ['h,h', []],
  ['h:1,g:2', []],
] as const)('-i %s: one name is one host, with one port', async ([source, wrong]) => {
  const { problems } = await read({}, { sources: [source] });
  expect(problems).toEqual(wrong.map((start) => expect.stringContaining(start)));
});

const PORTS = 'warning host-twice: `h` is named twice with different ports';

test.for<readonly [files: Readonly<Record<string, string>>, told: readonly string[]]>([
  [
    { 'i/a': 'h:2299\nh:1\n' },
    [
      `i/a:2:1 ${PORTS}, and a host is known by its name alone (it has port 2299 since i/a:1:1, and keeps it;`,
    ],
  ],
  [{ 'i/a': '[x]\nh[1:2]:7\n[y]\nh2:8\n' }, ['i/a:4:1 warning host-twice: `h2` is named twice']],
  [{ 'i/a.yml': 'all: {hosts: {"h:2299": , "h:1": }}\n' }, [`i/a.yml:1:27 ${PORTS}`]],
  [{ 'i/a': 'h:2299\n', 'i/b': 'h:1\n' }, [`i/b:1:1 ${PORTS}`]],
  [
    { 'i/a': 'h\nh:1\n' },
    [
      'i/a:2:1 warning port-unused: port 1 is not used: a port counts only where a host is first named (`h` is first named at i/a:1:1:',
    ],
  ],
  [
    { 'i/a': 'h ansible_port=1\nh ansible_port=2\n' },
    [
      'i/a:2:16 warning host-twice: `h` gets another `ansible_port` here: 2, not 1 (the other is at i/a:1:16;',
    ],
  ],
  [
    { 'i/a.yml': 'x: {hosts: {h: {ansible_host: a}}}\ny: {hosts: {h: {ansible_host: b}}}\n' },
    ['i/a.yml:2:31 warning host-twice: `h` gets another `ansible_host` here: b, not a'],
  ],
  [{ 'i/a': '[x]\nh:1\n[y]\nh:1\n[z]\nh ansible_port=1 n=1\n[w]\nh n=2\n' }, []],
  // What a later file says of a host it does not name anew is meant to win.
  [{ 'i/a': 'h ansible_host=a\n', 'i/b': 'h ansible_host=b\n' }, []],
])('one name with two places in files is never silently one of them: %j', async ([files, told]) => {
  const { problems } = await read(files, { sources: ['i'] });
  expect(problems).toEqual(told.map((start) => expect.stringContaining(start)));
});

test('a host of one source that another names with another port is told', async () => {
  const { problems } = await read({ a: 'h:1\n' }, { sources: ['a', 'h:2,'] });
  expect(problems).toEqual([expect.stringContaining(`h:2,:1:1 ${PORTS}`)]);
});

test.for([
  ['rules of iptables-save', '-A INPUT -s 10.0.0.1/32 -j ACCEPT\n'],
  ['a log', 'Nov 28 17:00:00 node1 kernel: it said = something\n'],
  ['a web page or XML', '<p class="x">a b</p>\n'],
  ['a table of comma-separated values', 'a b,c d,e f,g h,i j\n'],
  ['a text', 'It was a dark and stormy night\n'],
] as const)('%s as inventory is told so in few words', async ([words, line]) => {
  const { problems } = await read({ hosts: line.repeat(9000) });
  expect(problems).toHaveLength(21);
  expect(problems.at(-1)).toMatch(new RegExp(`not-an-inventory: \\d+ more mistakes .* looks like ${words}`));
});

test('files named .ini in a folder count, others that Ansible passes over do not', async () => {
  const contents = {
    'inv/hosts.ini': '[web]\nw1',
    'inv/notes.txt': 'not a host',
    'inv/deep/er/hosts': 'w2',
    'inv/vars_plugins/x': 'no',
  };
  const { inventory, problems } = await read(contents, { sources: ['inv///'] });
  expect(problems).toEqual([]);
  expect([...(inventory?.hosts.keys() ?? [])]).toEqual(['w2', 'w1']);
});

test('a folder that contains itself ends in a mistake', async () => {
  const files: Files = { ...filesOf({}), list: async () => ['again'] };
  const { diagnostics } = await readInventory(['inv'], files, { playbookDirs: [] });
  expect(diagnostics.map(({ code }) => code)).toEqual(['too-deep']);
});

test('a file in a folder that cannot be read does not hide the others', async () => {
  const contents = { 'inv/a': 'w1 x', 'inv/b': 'w2', 'inv/c.yml': '' };
  const files = filesOf(contents);
  const read: Files['read'] = (path) => (path === 'inv/b' ? Promise.reject('odd') : files.read(path));
  const { diagnostics } = await readInventory(['inv'], { ...files, read }, { playbookDirs: [] });
  expect(diagnostics.map(({ at, code }) => `${at.file} ${code}`)).toEqual([
    'inv/a expected-variable',
    'inv/b unreadable',
  ]);
});

test('a list of hosts may have ranges and ports', async () => {
  const { inventory } = await read({}, { sources: [' w[1:2]:22 ,,w3'] });
  expect([...(inventory?.hosts.keys() ?? [])]).toEqual(['w1', 'w2', 'w3']);
  expect(placesOf(inventory, 'w2')).toEqual({ ansible_port: ' w[1:2]:22 ,,w3:1:2' });
  expect(inventory?.hosts.get('w3')?.groups).toEqual(['all', 'ungrouped']);
});

test('a file with a comma in its name is a file', async () => {
  const { inventory } = await read({ 'a,b': 'w1' }, { sources: ['a,b'] });
  expect([...(inventory?.hosts.keys() ?? [])]).toEqual(['w1']);
});
