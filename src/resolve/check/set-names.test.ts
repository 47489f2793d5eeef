import { expect, test } from 'vitest';
import { planned } from '../../../test/plan/planned.ts';

const told = async (tasks: string): Promise<readonly string[]> => {
  const { diagnostics } = await planned(`- hosts: web\n  tasks:\n${tasks.replace(/^/gm, '    ')}\n`);
  return diagnostics.map(({ message }) => message);
};

test.for<readonly [string, string]>([
  ['the item of a loop', '- {debug: {msg: "{{ item }}"}, loop: [1]}'],
  ['an item by a name of its own', '- {debug: {msg: "{{ one }}"}, loop: [1], loop_control: {loop_var: one}}'],
  ['what is set before', '- set_fact: {colour: red}\n- debug: {msg: "{{ colour }}"}'],
  [
    'the failure that a rescue answers to',
    '- block: [{command: "false"}]\n  rescue: [{debug: {msg: "{{ ansible_failed_task.name }}"}}]',
  ],
])('%s is a name', async ([, tasks]) => {
  expect(await told(tasks)).toEqual([]);
});

test.for<readonly [string, string, string]>([
  ['the item of a loop that is over', '- {debug: {msg: x}, loop: [1]}\n- debug: {msg: "{{ item }}"}', 'item'],
  ['what is set later', '- debug: {msg: "{{ colour }}"}\n- set_fact: {colour: red}', 'colour'],
  [
    'a failure where nothing failed',
    '- block: [{debug: {msg: "{{ ansible_failed_task.name }}"}}]\n  rescue: [{ping: }]',
    'ansible_failed_task',
  ],
])('%s is none', async ([, tasks, name]) => {
  expect(await told(tasks)).toEqual([`\`${name}\` is undefined`]);
});
