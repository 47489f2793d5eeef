import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Files } from '../../model/ports.ts';
import { formatPosition } from '../../model/position.ts';
import type { LoadedInventory } from './build.ts';
import { readInventory } from './read.ts';

interface World {
  readonly executable?: readonly string[];
  readonly unreadable?: readonly string[];
  readonly runScript?: Files['runScript'];
}

/** Files by path; a folder is there when something is in it, or when its path ends with a slash. */
function filesOf(contents: Readonly<Record<string, string | Uint8Array>>, world: World = {}): Files {
  const paths = Object.keys(contents);
  const refuse = (path: string): void => {
    if (world.unreadable?.includes(path)) throw new Error('permission denied');
  };
  return {
    read: async (path) => {
      refuse(path);
      const found = contents[path];
      return typeof found === 'string' ? new TextEncoder().encode(found) : found;
    },
    list: async (path) => {
      refuse(path);
      const inside = paths
        .filter((name) => name.startsWith(`${path}/`))
        .map((name) => name.slice(path.length + 1));
      if (inside.length === 0) return undefined;
      return [...new Set(inside.map((name) => name.split('/')[0] ?? ''))].filter(Boolean).sort();
    },
    isExecutable: async (path) => world.executable?.includes(path) ?? false,
    runScript: world.runScript ?? (() => Promise.reject(new Error('no script was expected'))),
  };
}

interface Asked {
  readonly sources?: readonly string[];
  readonly playbookDirs?: readonly string[];
  readonly world?: World;
}

async function read(
  contents: Readonly<Record<string, string | Uint8Array>>,
  { sources = ['hosts'], playbookDirs = [], world = {} }: Asked = {},
): Promise<{ readonly inventory: LoadedInventory | undefined; readonly problems: readonly string[] }> {
  const { value, diagnostics } = await readInventory(sources, filesOf(contents, world), { playbookDirs });
  return { inventory: value, problems: diagnostics.map(line) };
}

function line({ at, severity, code, message, hint }: Diagnostic): string {
  const level = severity === 'error' ? '' : `${severity} `;
  return `${formatPosition(at)} ${level}${code}: ${message}${hint === undefined ? '' : ` (${hint})`}`;
}

function valuesOf(inventory: LoadedInventory | undefined, host: string): Readonly<Record<string, JsonValue>> {
  const found = inventory?.hosts.get(host) ?? inventory?.localHosts.get(host);
  return Object.fromEntries([...(found?.variables ?? [])].map(([name, { value }]) => [name, value]));
}

/** Where each variable of a host was said. */
function placesOf(inventory: LoadedInventory | undefined, host: string): Readonly<Record<string, string>> {
  const variables = [...(inventory?.hosts.get(host)?.variables ?? [])];
  return Object.fromEntries(
    variables.map(([name, { at }]) => [name, at === undefined ? '' : formatPosition(at)]),
  );
}

test('every mistake in an INI file is told at its place', async () => {
  const text = [
    '[web',
    'web1 a b=1 ;c',
    '  web[1:] x=1',
    'web2 a="open',
    'web3 a=\\',
    ':2200',
    'web[3:1]',
    'trailing:',
    'web4 a =1',
    'web5 a= 1',
    '[a b]',
    'passed over',
    '[web:what]',
    '[nowhere:vars]',
    'a=1',
    '[web:children]',
    'nowhere',
    'two words',
    '[web:vars]',
    'novalue',
    '=1',
    'ansible_group_priority=high',
    'secret=$ANSIBLE_VAULT;1.1;AES256',
    '[web-1] # odd but fine',
    '[all:children]',
    'web-1 ; no',
    '[web]',
    '"" a=1',
  ].join('\n');
  expect((await read({ hosts: text })).problems).toMatchInlineSnapshot(`
    [
      "hosts:1:1 invalid-range: this \`[\` is never closed (a range is written \`[1:20]\`, \`[01:20]\`, \`[a:f]\` or, with a step, \`[0:100:10]\`)",
      "hosts:2:6 expected-variable: \`a\` is not of the form \`name=value\` (each line is one host and its variables; put a value with spaces in quotes)",
      "hosts:2:12 expected-variable: \`;c\` is not of the form \`name=value\` (a comment after a host starts with \`#\`)",
      "hosts:3:6 invalid-range: the range \`[1:]\` has no end (a range is written \`[1:20]\`, \`[01:20]\`, \`[a:f]\` or, with a step, \`[0:100:10]\`)",
      "hosts:4:8 host-line-syntax: this quote is never closed (add one where the text ends)",
      "hosts:5:8 host-line-syntax: nothing follows this backslash (write \`\\\\\` for a backslash)",
      "hosts:6:1 invalid-host: a host needs a name (write the name first, then its variables)",
      "hosts:7:1 warning empty-range: \`web[3:1]\` names no host: the range ends before it starts (write the smaller number first)",
      "hosts:8:1 invalid-host: \`trailing:\` ends with a colon (a port follows a colon, as in \`web1:2200\`)",
      "hosts:9:6 expected-variable: \`a\` is not of the form \`name=value\` (each line is one host and its variables; put a value with spaces in quotes)",
      "hosts:9:8 expected-variable: \`=1\` is not of the form \`name=value\` (write it without spaces around \`=\`)",
      "hosts:10:9 expected-variable: \`1\` is not of the form \`name=value\` (write it without spaces around \`=\`)",
      "hosts:11:1 invalid-section: \`[a b]\` is not a section (write \`[group]\`, \`[group:children]\` or \`[group:vars]\`; a comment after it starts with \`#\`)",
      "hosts:13:1 invalid-section: \`:what\` is not a kind of section (write \`[web]\`, \`[web:children]\` or \`[web:vars]\`)",
      "hosts:14:1 unknown-group: this gives variables to \`nowhere\`, which is declared nowhere (add a section \`[nowhere]\` or \`[nowhere:children]\`)",
      "hosts:17:1 unknown-group: the group \`nowhere\` is declared nowhere (add a section \`[nowhere]\`; if it is a host, put it under \`[web]\`)",
      "hosts:18:1 expected-group: \`two words\` is not the name of a group (under \`[web:children]\` each line is one group; hosts go under \`[web]\`)",
      "hosts:20:1 expected-variable: \`novalue\` is not of the form \`name=value\` (under \`[web:vars]\` each line is one variable)",
      "hosts:21:1 expected-variable: \`=1\` is not of the form \`name=value\` (under \`[web:vars]\` each line is one variable)",
      "hosts:22:24 invalid-priority: \`ansible_group_priority\` must be a whole number (write \`ansible_group_priority=10\`)",
      "hosts:23:8 vault-unsupported: the value of \`secret\` is encrypted with ansible-vault, which rulerun cannot read (put the plain value here, or give it with \`--extra-vars\`)",
      "hosts:24:1 warning group-name: names of groups with other characters than letters, digits and _: \`web-1\` (they work; in templates write \`groups['name']\`)",
      "hosts:26:1 expected-group: \`web-1 ; no\` is not the name of a group (under \`[all:children]\` each line is one group; hosts go under \`[all]\`)",
      "hosts:28:1 invalid-host: a host needs a name (write the name first, then its variables)",
    ]
  `);
});

test('every mistake in a YAML file is told at its place', async () => {
  const text = [
    'web:',
    '  hosts:',
    '    12:',
    '    "34": {a: 1}',
    '    yes:',
    '    web[1:]:',
    '    h1: 5',
    '    h2: [a]',
    '    h3:',
    '      a: !vault x',
    '      b: $ANSIBLE_VAULT;1.1',
    '      c: {d: [1, $ANSIBLE_VAULT;1.1]}',
    '  vars: [a]',
    '  children: 5',
    '  host: {h: }',
    '  prod: {hosts: {h4: }}',
    'text: x',
    'list:',
    '  hosts: [h5]',
    '  vars: {ansible_group_priority: high}',
    'h1:',
  ].join('\n');
  expect((await read({ 'hosts.yml': text }, { sources: ['hosts.yml'] })).problems).toMatchInlineSnapshot(`
    [
      "hosts.yml:3:5 invalid-host: the host \`12\` must be text (put it in quotes: '12':)",
      "hosts.yml:5:5 invalid-host: the host \`yes\` must be text (put it in quotes: 'yes':)",
      "hosts.yml:6:8 invalid-range: the range \`[1:]\` has no end (a range is written \`[1:20]\`, \`[01:20]\`, \`[a:f]\` or, with a step, \`[0:100:10]\`)",
      "hosts.yml:7:9 expected-mapping: the variables of the host \`h1\` must be a mapping (write \`name: value\`, one variable a line)",
      "hosts.yml:8:9 expected-mapping: the variables of the host \`h2\` must be a mapping (write \`name: value\`, one variable a line)",
      "hosts.yml:10:10 unknown-tag: values encrypted with Ansible Vault are not supported (decrypt the value, or pass it with --extra-vars)",
      "hosts.yml:11:10 vault-unsupported: the value of \`b\` is encrypted with ansible-vault, which rulerun cannot read (put the plain value here, or give it with \`--extra-vars\`)",
      "hosts.yml:12:10 vault-unsupported: the value of \`c\` is encrypted with ansible-vault, which rulerun cannot read (put the plain value here, or give it with \`--extra-vars\`)",
      "hosts.yml:13:9 expected-mapping: the variables of the group \`web\` must be a mapping (write \`name: value\`, one variable a line)",
      "hosts.yml:14:13 expected-mapping: \`children\` must be a mapping (write each group as a key, with a colon after it and without a dash before it)",
      "hosts.yml:15:3 warning unknown-key: \`host\` means nothing in a group and is passed over (did you mean \`hosts\`?)",
      "hosts.yml:16:3 warning unknown-key: \`prod\` means nothing in a group and is passed over (groups inside \`web\` go under \`children\`, its variables under \`vars\`)",
      "hosts.yml:17:7 expected-mapping: the group \`text\` must be a mapping (with the keys \`hosts\`, \`children\` and \`vars\`, each of them optional)",
      "hosts.yml:19:10 expected-mapping: \`hosts\` must be a mapping (write each host as a key, with a colon after it and without a dash before it)",
      "hosts.yml:20:34 invalid-priority: \`ansible_group_priority\` must be a whole number (write \`ansible_group_priority=10\`)",
      "hosts.yml:21:1 warning same-name: \`h1\` is the name of a group and of a host (a pattern with this name means the host alone: rename one of them)",
    ]
  `);
});

test.for<readonly [name: string, text: string | Uint8Array, problem: string]>([
  [
    'hosts.yml',
    '- a',
    'hosts.yml:1:1 expected-mapping: an inventory in YAML is a mapping of groups (start with `all:`, below it `hosts:`, below that one `name:` for each host)',
  ],
  ['hosts.yml', 'a: [', 'hosts.yml:1:4 unclosed-bracket: this `[` is never closed (add `]` where it ends)'],
  [
    'hosts.yml',
    'plugin: aws_ec2\nregions: []',
    'hosts.yml:1:1 plugin-unsupported: inventory plugins are not supported (save what `ansible-inventory --list` prints, or use a script that prints it)',
  ],
  [
    'hosts.toml',
    '[web]',
    'hosts.toml:1:1 toml-unsupported: inventories in TOML are not supported (write it in YAML or INI)',
  ],
  [
    'hosts',
    '#!/bin/sh\necho',
    'hosts:1:1 not-executable: this is a script that may not be executed (run `chmod +x hosts`)',
  ],
  [
    'hosts',
    '$ANSIBLE_VAULT;1.1;AES256\n31',
    'hosts:1:1 vault-unsupported: this file is encrypted with ansible-vault, which rulerun cannot read (decrypt it with `ansible-vault decrypt hosts`, or keep the secret out of the inventory)',
  ],
  [
    'hosts',
    new Uint8Array([0x61, 0x0a, 0xff]),
    'hosts:2:1 not-utf8: this is not UTF-8 text: byte 0xff cannot stand here (save the file as UTF-8)',
  ],
  [
    'hosts',
    '[a:children]\nb\n[b:children]\nc\n[c:children]\na\n[d:children]\nc',
    'hosts:6:1 group-loop: groups contain each other: `a` > `b` > `c` > `a` (take one of them out of the other)',
  ],
  [
    'hosts',
    '[a:children]\na',
    'hosts:2:1 group-loop: groups contain each other: `a` > `a` (take one of them out of the other)',
  ],
  [
    'hosts',
    '[a:children]\nall',
    'hosts:2:1 group-loop: groups contain each other: `all` > `a` > `all` (take one of them out of the other)',
  ],
  [
    'hosts',
    'x[1:999999]',
    'hosts:1:1 invalid-range: `x[1:999999]` names 100001 hosts; one entry may name at most 100000 (a range is written `[1:20]`, `[01:20]`, `[a:f]` or, with a step, `[0:100:10]`)',
  ],
])('%s with %j', async ([name, text, problem]) => {
  const { inventory, problems } = await read({ [name]: text }, { sources: [name] });
  expect(problems.slice(0, 1)).toEqual([problem]);
  expect(inventory).toBeUndefined();
});

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

test('mistakes in variable files are told, all of them', async () => {
  const contents = {
    hosts: '[web]\nw1',
    'group_vars/all': '- list',
    'group_vars/web/a.yml': 'a: {{ x }}',
    'group_vars/web/b.yml': '$ANSIBLE_VAULT;1.1;AES256\n12',
    'group_vars/web/c.yml': 'pw: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  12\nok: $ANSIBLE_VAULT;1.2',
    'host_vars/w1': new Uint8Array([0xff]),
    'play/host_vars/w1': 'a: [',
    'play/group_vars/web': 'x: 1',
  };
  const world = { unreadable: ['play/group_vars/web'] };
  const { inventory, problems } = await read(contents, { playbookDirs: ['play'], world });
  expect(inventory).toBeUndefined();
  expect(problems).toMatchInlineSnapshot(`
    [
      "group_vars/all:1:1 expected-mapping: the variables of this file must be a mapping (write \`name: value\`, one variable a line)",
      "group_vars/web/a.yml:1:4 unquoted-template: a value that starts with a template must be in quotes (write "{{ x }}")",
      "group_vars/web/b.yml:1:1 vault-unsupported: this file is encrypted with ansible-vault, which rulerun cannot read (decrypt it with \`ansible-vault decrypt group_vars/web/b.yml\`, or keep the secret out of the inventory)",
      "group_vars/web/c.yml:1:5 unknown-tag: values encrypted with Ansible Vault are not supported (decrypt the value, or pass it with --extra-vars)",
      "group_vars/web/c.yml:4:5 vault-unsupported: the value of \`ok\` is encrypted with ansible-vault, which rulerun cannot read (put the plain value here, or give it with \`--extra-vars\`)",
      "host_vars/w1:1:1 not-utf8: this is not UTF-8 text: byte 0xff cannot stand here (save the file as UTF-8)",
      "play/group_vars/web:1:1 unreadable: this cannot be read: permission denied (check its permissions)",
      "play/host_vars/w1:1:4 unclosed-bracket: this \`[\` is never closed (add \`]\` where it ends)",
    ]
  `);
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

test('a byte order mark and foreign line ends do not matter', async () => {
  const { inventory } = await read({
    hosts: '\uFEFF[web]\r\nw1 a=1\r\n# c\rw2\r\n',
    'group_vars/web': '\uFEFFb: 2\r\n',
  });
  expect(valuesOf(inventory, 'w1')).toEqual({ a: 1, b: 2 });
  expect(valuesOf(inventory, 'w2')).toEqual({ b: 2 });
});

test.for<readonly [text: string, isYaml: boolean]>([
  ['all:\n  hosts: {h: }', true],
  ['# c\n\n"all": {hosts: {h: }}', true],
  ["'all':\n  hosts: {h: }", true],
  ['---\nall: {hosts: {h: }}', true],
  ['{"all": {"hosts": {"h": null}}}', true],
  ['h', false],
  ['h a=1', false],
  ['h:22', false],
  ['[all]\nh', false],
  ['h a="b: c"', false],
  ['', false],
])('%j is YAML: %s', async ([text, isYaml]) => {
  const { inventory, problems } = await read({ 'hosts.prod': text }, { sources: ['hosts.prod'] });
  expect(problems).toEqual([]);
  expect([...(inventory?.hosts.keys() ?? [])]).toEqual(text === '' ? [] : ['h']);
  expect(inventory?.groups.get('all')?.hosts).toEqual(text === '' ? [] : ['h']);
  expect(isYaml).toBe(/all.?:/.test(text));
});

const script = { hosts: '#!/bin/sh' };

test.for<readonly [stdout: string, problem: string]>([
  ['', 'the answer of `hosts --list` is not JSON: '],
  ['[]', 'the answer of `hosts --list` is not a mapping'],
  [
    '{"web": 5, "_meta": {}}',
    'the group `web` must be a list of hosts, or a mapping with `hosts`, `vars`, `children`',
  ],
  ['{"web": [5], "_meta": {}}', 'the hosts of the group `web` must be a list of names'],
  ['{"web": {"hosts": "w1"}, "_meta": {}}', 'the hosts of the group `web` must be a list of names'],
  ['{"web": {"children": {"a": 1}}, "_meta": {}}', 'the children of the group `web` must be a list of names'],
  ['{"web": {"vars": ["a"]}, "_meta": {}}', 'the variables of the group `web` must be a mapping'],
  [
    '{"web": {"vars": {"n": 12345678901234567890}}, "_meta": {}}',
    'the answer of `hosts --list` holds the number 12345678901234567000, which cannot be kept exactly; the script must print it as a string',
  ],
  ['{"_meta": {"hostvars": []}}', '`_meta.hostvars` must be a mapping from host to variables'],
  ['{"web": ["w1"], "_meta": {"hostvars": {"w1": 5}}}', 'the variables of the host `w1` must be a mapping'],
  [
    '{"web": ["w1"], "_meta": {"hostvars": {"w1": {"p": {"__ansible_vault": "x"}}}}}',
    'the value of `p` is encrypted with ansible-vault, which rulerun cannot read',
  ],
  [
    `{"web": ${'['.repeat(70)}${']'.repeat(70)}}`,
    'the answer of `hosts --list` is nested deeper than 64 levels',
  ],
])('a script that prints %s', async ([stdout, problem]) => {
  const world: World = {
    executable: ['hosts'],
    runScript: async () => ({ exitCode: 0, stdout, stderr: '' }),
  };
  const { problems } = await read(script, { world });
  expect(problems).toHaveLength(1);
  expect(problems[0]?.startsWith(`hosts:1:1 script-`) || problems[0]?.startsWith('hosts:1:1 vault-')).toBe(
    true,
  );
  expect(problems[0]).toContain(problem);
});

test.for<readonly [runScript: Files['runScript'], problem: string]>([
  [
    async () => ({ exitCode: 3, stdout: '', stderr: 'Traceback\nno route\n' }),
    '`hosts --list` failed with exit code 3: no route',
  ],
  [async () => ({ exitCode: 3, stdout: '', stderr: '' }), '`hosts --list` failed with exit code 3'],
  [() => Promise.reject(new Error('it took over 30 s')), '`hosts --list`: it took over 30 s'],
  [() => Promise.reject('odd'), '`hosts --list`: odd'],
])('a script that fails is one mistake', async ([runScript, problem]) => {
  const { problems } = await read(script, { world: { executable: ['hosts'], runScript } });
  expect(problems).toEqual([
    `hosts:1:1 script-failed: ${problem} (run \`hosts --list\` by hand: it must print JSON)`,
  ]);
});

test('a script that fails for one host is not asked for hundreds', async () => {
  const asked: string[] = [];
  const runScript: Files['runScript'] = async (path, [command = '', host = '']) => {
    asked.push(`${path} ${command} ${host}`);
    const names = Array.from({ length: 100 }, (_, index) => `w${index}`);
    return command === '--list'
      ? { exitCode: 0, stdout: JSON.stringify({ web: names }), stderr: '' }
      : { exitCode: host === 'w3' ? 1 : 0, stdout: '{"a": 1}', stderr: 'lost' };
  };
  const { problems } = await read(script, { world: { executable: ['hosts'], runScript } });
  expect(problems).toEqual([
    'hosts:1:1 script-failed: `hosts --host w3` failed with exit code 1: lost (run `hosts --list` by hand: it must print JSON)',
  ]);
  expect(asked).toHaveLength(9);
  expect(asked[0]).toBe('./hosts --list ');
});

test('a program without a first line for the shell is run, a text with the bit set is read', async () => {
  const runScript: Files['runScript'] = async () => ({
    exitCode: 0,
    stdout: '{"web": {"hosts": ["w1"]}, "_meta": {"hostvars": {}}}',
    stderr: '',
  });
  const contents = { 'inv/a': new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0]), 'inv/b': 'w2' };
  const { inventory } = await read(contents, {
    sources: ['inv'],
    world: { executable: ['inv/a', 'inv/b'], runScript },
  });
  expect([...(inventory?.hosts.keys() ?? [])]).toEqual(['w1', 'w2']);
});

test('names from a script or a user are only names', async () => {
  const stdout =
    '{"web": {"hosts": ["constructor"], "vars": {"__proto__": {"polluted": 1}}}, "_meta": {"hostvars": {"constructor": {"toString": 2}}}}';
  const runScript: Files['runScript'] = async () => ({ exitCode: 0, stdout, stderr: '' });
  const { inventory } = await read(script, { world: { executable: ['hosts'], runScript } });
  const variables = inventory?.hosts.get('constructor')?.variables;
  expect(variables?.get('toString')?.value).toBe(2);
  expect(variables?.get('__proto__')?.value).toEqual({ polluted: 1 });
  expect('polluted' in {}).toBe(false);
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

test('variables are merged when they are asked for, and once', async () => {
  const { inventory } = await read({ hosts: '[web]\nw1 a=1\nw2\n[web:vars]\nb=2' });
  const host = inventory?.hosts.get('w1');
  expect(host?.variables).toBe(host?.variables);
  expect(inventory?.groups.get('web')?.hosts).toBe(inventory?.groups.get('web')?.hosts);
  // Hosts of which nothing is said themselves share one map.
  expect(valuesOf(inventory, 'w2')).toEqual({ b: 2 });
});

test('no text makes the reader throw, and mistakes lie inside the text', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '[web]\n',
      '[web:vars]\n',
      '[a:children]\n',
      'h',
      'h[1:3]',
      ' a=1',
      '\n',
      '"',
      "'",
      '\\',
      '#',
      ':',
      '=',
      '[',
      ']',
      '{',
      '- ',
      'all:\n',
      '  ',
    ),
    fc.string({ maxLength: 5 }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
      async (text) => {
        const { diagnostics } = await readInventory(['hosts'], filesOf({ hosts: text }), {
          playbookDirs: [],
        });
        const lines = text.split(/\r\n|\r|\n/).length;
        for (const { at } of diagnostics) expect(at.line).toBeLessThanOrEqual(lines);
      },
    ),
  );
});
