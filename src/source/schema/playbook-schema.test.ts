import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { keywordsOf } from '../keywords.ts';
import { testActions, testLanguage } from '../playbook/language.test-kit.ts';
import { readPlaybook } from '../playbook/playbook.ts';
import { insteadOf } from '../unsupported.ts';
import { treeToJson } from '../yaml/tree-json.ts';
import { readYaml } from '../yaml/yaml.ts';
import { inventoryLimits, playbookLimits } from '../yaml/yaml-limits.ts';
import { inventorySchema } from './inventory-schema.ts';
import { playbookSchema } from './playbook-schema.ts';

const editor = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true });
const accepts = editor.compile(playbookSchema(testActions));
const acceptsInventory = editor.compile(inventorySchema());

/** As an editor sees it: without what the reader knows of a scalar's text. */
function data(text: string): unknown {
  const { value } = readYaml(text, 'f', playbookLimits);
  return value === undefined ? undefined : JSON.parse(JSON.stringify(treeToJson(value)));
}

test.for([
  '- hosts: web',
  '- hosts: [a, b]\n  serial: [1, 25%]\n  tasks:\n  vars:',
  '- hosts: a\n  tasks:\n  - name: x\n    service: {name: a, enabled: "{{ x }}", wait: 30s}\n    when: [a, true]\n    notify: h\n  handlers: [{name: h, ping: , listen: l}]',
  '- hosts: a\n  tasks: [{command: uptime}, {command: {argv: [a]}}, {ansible.builtin.copy: {path: /a, content: x, mode: "0644"}}]',
  '- hosts: a\n  module_defaults: [{copy: {mode: "{{ m }}"}}]\n  tasks: [{ping: , module_defaults: {command: {chdir: /a}}}]',
  '- hosts: a\n  preflight: [{ping: }]\n  verify: [{assert: {that: a}}]',
  '- hosts: a\n  become: "{{ b }}"',
  '- hosts: a\n  serial: ["{{ a }}", 2]\n  order: "{{ o }}"\n  tasks: [{ping: , check_mode: "{{ c }}", debugger: never, become_flags: -H -n}]',
])('the editor and the reader accept %j', (text) => {
  expect(readPlaybook(text, 'f', testLanguage).diagnostics).toEqual([]);
  accepts(data(text));
  expect(accepts.errors).toBeNull();
});

test.for([
  'hosts: web',
  '[]',
  '- name: x',
  '- hosts: a\n  taks: []',
  '- hosts: a\n  roles: 3',
  '- hosts: a\n  serial: -1',
  '- hosts: a\n  debugger: always',
  '- hosts: a\n  tasks: [{pign: }]',
  '- hosts: a\n  tasks: [{ping: 3}]',
  '- hosts: a\n  tasks: [{copy: {dest: /a, src: b, content: c}}]',
  '- hosts: a\n  tasks: [{copy: {dest: /a, path: /a, src: b}}]',
  '- hosts: a\n  tasks: [{service: {name: a, state: up}}]',
  '- hosts: a\n  preflight: [{command: x}]',
  '- hosts: a\n  tasks: [{ping: , listen: x}]',
])('the editor and the reader refuse %j', (text) => {
  expect(readPlaybook(text, 'f', testLanguage).diagnostics).not.toEqual([]);
  expect(accepts(data(text))).toBe(false);
});

test('an inventory is groups all the way down', () => {
  const text = `
all:
  vars: {ansible_user: root, anything: [1]}
  hosts: {a: , b: {ansible_port: 22, ansible_connection: ssh}}
  children:
    web: {hosts: one}
    db: {children: {primary: }}
`;
  const { value } = readYaml(text, 'f', inventoryLimits);
  const json = value === undefined ? undefined : JSON.parse(JSON.stringify(treeToJson(value)));
  acceptsInventory(json);
  expect(acceptsInventory.errors).toBeNull();
  expect(acceptsInventory({ all: { hots: {} } })).toBe(false);
  expect(acceptsInventory({ all: { vars: { ansible_connection: 'telnet' } } })).toBe(false);
});

test('no word is both supported and not', () => {
  for (const [level, keywords] of Object.entries(keywordsOf)) {
    for (const word of Object.keys(keywords)) {
      if (level === 'play' || level === 'task' || level === 'handler' || level === 'check') {
        expect(insteadOf(level, word)).toBeUndefined();
      }
    }
  }
});
