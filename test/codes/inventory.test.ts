import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inventoryCodes } from '../../src/model/codes/inventory.ts';
import { readInventory } from '../../src/source/inventory/read.ts';
import { filesOf, type World } from '../../src/source/inventory/reading.test-kit.ts';
import { readSshConfig } from '../../src/source/ssh-config/read.ts';
import { planned } from '../plan/planned.ts';

/** The files of an inventory by the code that reading it gives. */
const READ: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'empty-range': { hosts: 'web[3:1]' },
  'expected-group': { hosts: '[web:children]\na b' },
  'expected-mapping': { 'hosts.yml': '- web' },
  'expected-variable': { hosts: 'web port' },
  'group-loop': { hosts: '[a:children]\nb\n[b:children]\na' },
  'group-name': { hosts: '[a-b]\nweb' },
  'host-line-syntax': { hosts: 'web x="y' },
  'host-twice': { hosts: 'web:22\nweb:23' },
  'invalid-host': { hosts: 'web\ndb:' },
  'invalid-priority': { hosts: '[web:vars]\nansible_group_priority=x\n[web]\nweb1' },
  'invalid-range': { hosts: 'web[1:x]' },
  'invalid-section': { hosts: '[web:x]' },
  'not-an-inventory': { hosts: 'a b\n'.repeat(60) },
  'not-executable': { hosts: '#!/bin/sh' },
  'plugin-unsupported': { 'hosts.yml': 'plugin: aws' },
  'port-unused': { hosts: '[a]\nweb\n[b]\nweb:23' },
  'same-name': { hosts: '[web]\nweb' },
  'script-answer': { script: '#!/bin/sh' },
  'script-failed': { broken: '#!/bin/sh' },
  'toml-unsupported': { 'hosts.toml': '[web]' },
  'unknown-group': { hosts: '[web:children]\ndb' },
  'unknown-key': { 'hosts.yml': 'all: {host: {}}' },
  unreadable: { closed: '' },
  vault: { hosts: '$ANSIBLE_VAULT;1.1;AES256\n00' },
  'vault-tag': { hosts: '[all:vars]\na=$ANSIBLE_VAULT;1.1;AES256' },
  'inventory-not-found': {},
  'no-inventory': { 'hosts/readme.md': '' },
};

const world: World = {
  executable: ['script', 'broken'],
  unreadable: ['closed'],
  runScript: async (path) => {
    const exitCode = path.endsWith('broken') ? 1 : 0;
    return { exitCode, stdout: '{"web": 1}', stderr: '' };
  },
};

test.for(Object.entries(READ))('reading gives %s', async ([code, contents]) => {
  const [source = 'hosts'] = Object.keys(contents).map((path) => path.split('/')[0] ?? '');
  const { diagnostics } = await readInventory([source], filesOf(contents, world), { playbookDirs: [] });
  expect(diagnostics.map((one) => one.code)).toContain(code);
});

/** The variables of a host by the code that planning gives. */
const PLANNED: Readonly<Record<string, string>> = {
  'host-keys-unchecked': 'ansible_host_key_checking: false',
  'invalid-connection': 'ansible_port: many',
  'invalid-template': 'ansible_host: "{{ nothing }}"',
  'unsupported-connection': 'ansible_become_method: su',
};

test.for(Object.entries(PLANNED))('planning gives %s', async ([code, variables]) => {
  const inventory = `all: {hosts: {web1: {ansible_connection: ssh, ${variables}}}}`;
  const { diagnostics } = await planned('- hosts: web1\n  tasks: [{debug: }]', {}, inventory);
  expect(diagnostics.map((one) => one.code)).toContain(code);
});

/** By the test that raises it. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'unsupported-ssh-config': 'src/resolve/connection/ssh-config.test.ts',
};

test('reading an ssh_config gives invalid-ssh-config', async () => {
  const files = { read: async () => Buffer.from('Port'), list: async () => undefined };
  const read = await readSshConfig('/config', files, { home: '/', folder: '/' });
  expect(read?.diagnostics.map(({ code }) => code)).toEqual(['invalid-ssh-config']);
});

test.for(Object.entries(ELSEWHERE))('%s is raised in %s', ([code, file]) => {
  expect(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')).toContain(code);
});

test('every code of inventories and connections is raised', () => {
  const raised = ['invalid-ssh-config', ...[READ, PLANNED, ELSEWHERE].flatMap((rows) => Object.keys(rows))];
  expect(raised.sort()).toEqual(Object.keys(inventoryCodes).sort());
});
