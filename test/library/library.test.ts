import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import {
  apply,
  defineAction,
  ExitCode,
  events,
  loadInventory,
  loadPlaybooks,
  plan,
  rollback,
} from '../../src/index.ts';
import { sudoer, test } from '../cli/command.ts';
import { sandboxInventory, sandboxReason } from '../cli/sandbox.ts';

const environment = sudoer;

const greet = defineAction({
  name: 'greet',
  collections: ['mine.own'],
  summary: 'Say a name',
  readOnly: true,
  example: '- greet: {name: you}\n',
  params: {
    name: { type: 'string', required: true, description: 'Whom', aliases: ['whom'] },
    loud: { type: 'boolean', description: 'How', default: false },
  },
  observe: () => ({}),
  plan: ({ name }) => ({ kind: 'satisfied', result: {}, messages: [{ severity: 'info', text: name }] }),
});

test.for([
  ['greet: {name: you}', undefined],
  ['mine.own.greet: {whom: you, loud: yes}', undefined],
  ['greet: {}', '`greet`: `name` is missing'],
  ['greet: {name: you, whom: me}', '`greet`: `name` and `whom` cannot be given together'],
  ['greet: {nam: you, name: me}', '`greet` has no parameter `nam`'],
  ['greet: {name: you, loud: very}', '`loud` must be true or false'],
] as const)('of an action of the program, %s: %s', async ([task, message], { folder }) => {
  const file = join(folder, 'own.yml');
  await writeFile(file, `- hosts: all\n  tasks:\n    - ${task}\n`);
  const { diagnostics } = await loadPlaybooks([file], { actions: [greet], environment });
  if (message === undefined) expect(diagnostics).toEqual([]);
  else expect(diagnostics[0]?.message).toContain(message);
});

test('what is wrong with a playbook and with an inventory is told together, and no run is begun', async ({
  folder,
  stateDir,
}) => {
  const file = join(folder, 'wrong.yml');
  await writeFile(file, '- hosts: all\n  taks: []\n');
  const playbooks = await loadPlaybooks([file], { environment });
  const inventory = await loadInventory([join(folder, 'none')], playbooks, { environment });
  const ended = await apply(playbooks, inventory, { stateDir, environment });
  expect(ended).toMatchObject({ exitCode: ExitCode.invalid, run: undefined, summary: undefined });
  expect(ended.diagnostics.map(({ at }) => at.file)).toEqual(expect.arrayContaining([file]));
  expect(new Set(ended.diagnostics.map(({ at }) => at.file)).size).toBe(2);
});

test('where no host is left, that is what is wrong', async ({ folder, stateDir }) => {
  const file = join(folder, 'empty.yml');
  await writeFile(file, '- hosts: all:!here\n  tasks:\n    - debug: {msg: nothing}\n');
  const playbooks = await loadPlaybooks([file], { environment });
  const inventory = await loadInventory(['here,'], playbooks, { environment });
  const { exitCode, diagnostics } = await plan(playbooks, inventory, { stateDir, environment });
  expect(exitCode).toBe(ExitCode.invalid);
  expect(diagnostics.at(-1)?.code).toBe('no-hosts');
});

test.skipIf(sandboxReason !== undefined)(
  'a view that throws is warned of and stops nothing, and what was declined is not done',
  async ({ folder, stateDir }) => {
    const file = join(folder, 'try.yml');
    await writeFile(
      file,
      '- hosts: node1\n  become: true\n  tasks:\n    - copy: {content: "{{ word }}", dest: /root/try}\n',
    );
    const playbooks = await loadPlaybooks([file], { environment });
    const inventory = await loadInventory([await sandboxInventory(folder)], playbooks, { environment });
    const settings = { stateDir, environment, extraVars: { word: 'hello' } };
    const declined = await apply(playbooks, inventory, {
      ...settings,
      approve: async () => ({ kind: 'declined' }),
    });
    expect(declined.summary?.hosts.map(({ outcome }) => outcome)).toEqual(['not-started']);
    const warned = once(process, 'warning');
    const applied = await apply(playbooks, inventory, {
      ...settings,
      view: events(() => {
        throw new Error('no view today');
      }),
    });
    expect((await warned)[0]).toMatchObject({ message: 'no view today' });
    expect(applied.exitCode).toBe(ExitCode.ok);
    expect((await rollback('last', { stateDir, environment })).exitCode).toBe(ExitCode.ok);
    expect(await rollback('last', { stateDir, environment })).toMatchObject({ exitCode: 0, run: undefined });
  },
);
