import { expect, test } from 'vitest';
import { actions } from '../../src/actions/registry.ts';
import { playbookCodes } from '../../src/model/codes/playbook.ts';
import { yamlCodes } from '../../src/model/codes/yaml.ts';
import { checkExpression, checkTemplate } from '../../src/resolve/check/syntax-check.ts';
import { readPlaybook } from '../../src/source/playbook/playbook.ts';
import { decodeUtf8 } from '../../src/source/yaml/utf8.ts';
import { planned } from '../plan/planned.ts';

const language = { actions, checkTemplate, checkExpression };

/** A playbook by the code that reading it gives. */
const READ: Readonly<Record<string, string>> = {
  'alias-loop': '- &play {hosts: web, vars: *play}',
  'ambiguous-value': '- hosts: web\n  vars: {mode: 0644}\n  tasks: []',
  'bad-escape': '- hosts: "\\q"',
  'bad-indentation': '- hosts: web\n  vars: 1\n    x: 2',
  'control-character': '- hosts: web\u0007',
  directive: '%YAML 1.2\n---\n- hosts: web',
  'duplicate-key': '- hosts: web\n  hosts: db',
  'inexact-number': '- hosts: web\n  vars: {n: 12345678901234567890}',
  'invalid-key': '- hosts: web\n  : x',
  'invalid-merge': '- hosts: web\n  <<: x',
  'line-too-long': `- hosts: ${'x'.repeat(70_000)}`,
  'missing-colon': '- hosts: web\n  tasks\n  vars: {}',
  'more-mistakes': `- hosts: web\n${'  vars: {}\n'.repeat(300)}`,
  'nested-mapping': '- hosts: web: db',
  'reserved-character': '- hosts: @web',
  'reserved-key': '- hosts: web\n  vars: {__proto__: x}',
  'several-documents': '- hosts: web\n---\n- hosts: db',
  'tab-indentation': '- hosts: web\n  vars:\n\tx: 1',
  'too-deep': `- hosts: ${'['.repeat(200)}${']'.repeat(200)}`,
  'too-large': `#${'x'.repeat(80)}\n`.repeat(200_000),
  'too-many-aliases': `- hosts: &a web\n  vars: {list: [${'*a, '.repeat(5_000)}]}`,
  'unclosed-bracket': '- hosts: [web',
  'unclosed-quote': '- hosts: "web',
  'unexpected-text': '- hosts: "web" db',
  'unknown-alias': '- hosts: *web',
  'unknown-tag': '- hosts: web\n  vars: {x: !!binary y}',
  'unquoted-template': '- hosts: {{ group }}',
  'yaml-syntax': '- hosts: &a &b web',
  PB001: '- hosts: web\n  tasks:\n    - command: iptables -F',
  'conflicting-parameters': '- hosts: web\n  tasks:\n    - copy: {src: a, content: b, dest: /x}',
  'invalid-parameters': '- hosts: web\n  tasks: [{copy: x}]',
  'invalid-play': '- web',
  'invalid-playbook': 'hosts: web',
  'invalid-task': '- hosts: web\n  tasks: [x]',
  'invalid-value': '- hosts: web\n  become: perhaps',
  'missing-action': '- hosts: web\n  tasks: [{name: x}]',
  'missing-keyword': '- tasks: []',
  'missing-parameter': '- hosts: web\n  tasks: [{copy: {content: x}}]',
  'not-read-only': '- hosts: web\n  verify: [{command: x}]',
  'several-actions': '- hosts: web\n  tasks: [{command: x, shell: y}]',
  template: '- hosts: web\n  tasks: [{debug: , register: "{{ x }}"}]',
  'template-in-expression': '- hosts: web\n  tasks: [{debug: {var: "{{ x }}"}}]',
  'template-syntax': '- hosts: web\n  tasks: [{debug: {msg: "{{ x"}}]',
  'unknown-action': '- hosts: web\n  tasks: [{yum: {}}]',
  'unknown-handler': '- hosts: web\n  tasks: [{debug: , notify: x}]',
  'unknown-keyword': '- hosts: web\n  taks: []',
  'unknown-parameter': '- hosts: web\n  tasks: [{copy: {dst: /x, content: x}}]',
  unsupported: '- hosts: web\n  confirm: 30s',
  'import-loop': '- import_playbook: p.yml',
  'invalid-role': '- hosts: web\n  roles: [{tags: x}]',
  'unknown-role': '- hosts: web\n  roles: [x]',
  'variable-name': '- hosts: web\n  vars: {a-b: 1}',
};

test.for(Object.entries(READ))('reading gives %s', ([code, text]) => {
  expect(readPlaybook(text, 'p.yml', language).diagnostics.map((one) => one.code)).toContain(code);
});

/** A playbook by the code that planning it gives. */
const PLANNED: Readonly<Record<string, string>> = {
  fact: '- hosts: web\n  tasks: [{debug: {msg: "{{ facter_hostname }}"}}]',
  'invalid-pattern': '- hosts: "{{ group }}"\n  tasks: []',
  'unknown-hosts': '- hosts: wbe\n  tasks: []',
  'unknown-task': '- hosts: web\n  tasks: [{name: x, debug: }]',
  value: '- hosts: web\n  tasks: [{debug: {msg: "{{ nope }}"}}]',
};

test.for(Object.entries(PLANNED))('planning gives %s', async ([code, text]) => {
  const { diagnostics } = await planned(text, code === 'unknown-task' ? { startAtTask: 'y' } : {});
  expect(diagnostics.map((one) => one.code)).toContain(code);
});

test('decoding gives not-utf8', () => {
  const { diagnostics } = decodeUtf8(new Uint8Array([0x2d, 0xff]), 'p.yml');
  expect(diagnostics.map(({ code }) => code)).toEqual(['not-utf8']);
});

/** What only the command line and the library say. */
const ELSEWHERE = ['no-hosts', 'no-such-file', 'not-utf8', 'unanswered'];

test('every code of playbooks and of YAML is raised here', () => {
  const raised = [...Object.keys(READ), ...Object.keys(PLANNED), ...ELSEWHERE];
  expect(raised.sort()).toEqual([...Object.keys(playbookCodes), ...Object.keys(yamlCodes)].sort());
});
