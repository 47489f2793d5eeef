import { expect, test } from 'vitest';
import { read, valuesOf } from './reading.test-kit.ts';

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
    'hosts.yml:1:1 plugin-unsupported: inventory plugins are not supported (save what `ansible-inventory --list --yaml` prints, or use a script)',
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
    'hosts:1:1 vault: this file is encrypted with ansible-vault: the encrypted text is damaged: it does not have its three parts (it was cut off or edited: take it from a copy, or encrypt it again)',
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
