import { expect, test } from 'vitest';
import { testLanguage } from './playbook/language.test-kit.ts';
import { readPlaybook } from './playbook/playbook.ts';

function read(task: string): ReturnType<typeof readPlaybook> {
  return readPlaybook(`- hosts: web\n  tasks:\n    - {${task}}`, 'p.yml', testLanguage);
}

test.for<[string, object]>([
  ['command: x, async: 30', { job: { seconds: 30, poll: 15 }, timeoutMs: 30_000 }],
  ['command: x, async: 30, poll: 5, timeout: 10', { job: { seconds: 30, poll: 5 }, timeoutMs: 10_000 }],
  ['command: x, async: 0, poll: 0', { job: undefined }],
  ['command: x, poll: 0', { job: undefined }],
  ['command: x, async: 30, poll: 0, register: j', { job: { seconds: 30, poll: 0 } }],
  [
    'command: x, async: "{{ s }}", poll: 0, register: j',
    { job: { seconds: 0, poll: 0 }, computed: { async: {} } },
  ],
])('%s', ([task, expected]) => {
  const { value, diagnostics } = read(task);
  expect(diagnostics).toEqual([]);
  expect(value?.plays[0]?.tasks[0]).toMatchObject(expected);
});

test.for([
  ['command: reboot, async: 30, poll: 0', /`poll: 0` without `register`/, /async_status/],
  ['copy: {content: x, dest: /x}, async: 30', /`copy` takes no `async`/, /remove it/],
  ['command: x, async: -1', /`async` must be/, /seconds/],
] as const)('%s is refused', ([task, message, hint]) => {
  const [found, ...more] = read(task).diagnostics;
  expect(more).toEqual([]);
  expect(found?.message).toMatch(message);
  expect(found?.hint).toMatch(hint);
  expect(found?.at).toMatchObject({ line: 3 });
});
