import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Transport } from '../../src/model/ports.ts';
import { applied } from './applied.ts';
import { test } from './command.ts';
import { sandboxInventory, sandboxReason } from './sandbox.ts';

/** What goes to and fro. */
interface Counts {
  connections: number;
  /**
   * Round trips after authentication: opening a channel is one, and so is everything that we send after having heard
   * something. Starting the shell is none: what it is asked first is sent with it.
   */
  trips: number;
}

/** Longer messages go in pieces of so many bytes, whatever is heard meanwhile. */
const PIECE = 64 * 1024;

function counting(transport: Transport, counts: Counts): Transport {
  return {
    async connect(address, signal) {
      counts.connections += 1;
      const link = await transport.connect(address, signal);
      return {
        [Symbol.asyncDispose]: () => link[Symbol.asyncDispose](),
        async start(command, stop) {
          counts.trips += 1;
          const pipe = await link.start(command, stop);
          let heard = true;
          let isWhole = true;
          return {
            ended: pipe.ended,
            [Symbol.asyncDispose]: () => pipe[Symbol.asyncDispose](),
            listen: (listener) =>
              pipe.listen((stream, bytes) => {
                heard = true;
                listener(stream, bytes);
              }),
            write: (bytes) => {
              if (heard && isWhole) counts.trips += 1;
              heard = false;
              isWhole = bytes.length < PIECE;
              return pipe.write(bytes);
            },
          };
        },
      };
    },
  };
}

/** Applies a playbook to a sandbox host twice; gives what the second time took, when the host was as wanted. */
async function secondTime(playbook: string, folder: string, stateDir: string): Promise<Counts> {
  const inventory = await sandboxInventory(folder);
  async function run(): Promise<Counts> {
    const counts: Counts = { connections: 0, trips: 0 };
    const { exitCode, events } = await applied({
      ...{ playbook, inventory, stateDir },
      over: (transport) => counting(transport, counts),
      // However slow this machine is, what was asked counts.
      limits: { freshForMs: 3_600_000 },
    });
    expect({ exitCode, failed: events.filter(({ type }) => type === 'task.failed') }).toEqual({
      exitCode: 0,
      failed: [],
    });
    return counts;
  }

  await run();
  return run();
}

/** Open, and all questions at once. */
const TWO: Counts = { connections: 1, trips: 2 };
/** And the questions that could not be asked before the facts were known. */
const THREE: Counts = { connections: 1, trips: 3 };

const ten = Array.from({ length: 10 }, (_, index) => index);

test.skipIf(sandboxReason !== undefined)(
  'a host that is as wanted costs one connection and two round trips, whatever the number of tasks',
  async ({ folder, stateDir }) => {
    const playbook = join(folder, 'many.yml');
    const tasks = ten.map(
      (index) => `    - {command: touch /root/f${index}, args: {creates: /root/f${index}}}`,
    );
    await writeFile(playbook, `- hosts: node1\n  become: true\n  tasks:\n${tasks.join('\n')}\n`);
    expect(await secondTime(playbook, folder, stateDir)).toEqual(TWO);
  },
);

const onLinux = 'when: "ansible_system == \'Linux\' and ansible_facts.kernel is defined"';

/** Ten tasks in two roles, each under a condition that hangs on facts. */
async function twoRoles(folder: string, taskOf: (index: number) => string): Promise<string> {
  for (const [role, part] of [
    ['base', ten.slice(0, 5)],
    ['site', ten.slice(5)],
  ] as const) {
    await mkdir(join(folder, 'roles', role, 'tasks'), { recursive: true });
    const tasks = part.map(
      (index) => `- name: "{{ ansible_hostname }} ${index}"\n  ${taskOf(index)}\n  ${onLinux}`,
    );
    await writeFile(join(folder, 'roles', role, 'tasks', 'main.yml'), `${tasks.join('\n')}\n`);
  }
  const playbook = join(folder, 'roles.yml');
  await writeFile(playbook, '- hosts: node1\n  become: true\n  roles: [base, site]\n');
  return playbook;
}

test.skipIf(sandboxReason !== undefined)(
  'facts cost nothing more: ten tasks in two roles, and each of them in a loop of ten items',
  async ({ folder, stateDir }) => {
    const once = await twoRoles(folder, (index) => `file: {path: /root/g${index}, state: directory}`);
    expect(await secondTime(once, folder, stateDir)).toEqual(TWO);
    const looped = await twoRoles(
      folder,
      (index) =>
        `file: {path: "/root/h${index}-{{ item }}", state: directory}\n  loop: "{{ range(10) | list }}"`,
    );
    expect(await secondTime(looped, folder, stateDir)).toEqual(TWO);
  },
);

/** What is usual in roles: each asks for something that a fact is a part of. */
const usual: readonly (readonly [string, (index: number) => string])[] = [
  ['in a parameter', (index) => `file: {path: "/root/{{ ansible_hostname }}-${index}", state: directory}`],
  [
    'in the condition and the parameter of a loop',
    (index) =>
      `file: {path: "/root/{{ ansible_system }}-${index}-{{ item }}", state: directory}\n  loop: [a, b]`,
  ],
  [
    'in a variable that a task sets for the next',
    (index) =>
      `set_fact: {place: "/root/set-{{ ansible_system }}-${index}"}\n- file: {path: "{{ place }}", state: directory}`,
  ],
  [
    'in the name of a file of variables',
    () =>
      'include_vars: "{{ ansible_system }}.yml"\n- file: {path: "/root/{{ of_system }}", state: directory}\n  loop: [1]',
  ],
  ['in the name of a file of tasks', () => 'include_tasks: "{{ ansible_system }}.yml"'],
  [
    'in a file that is the first to be found',
    () =>
      'include_vars: "{{ item }}"\n  with_first_found: [none.yml, "{{ ansible_system }}.yml"]\n- file: {path: "/root/{{ of_system }}", state: directory}',
  ],
];

test.skipIf(sandboxReason !== undefined).for(usual)(
  'a fact costs one round trip more, for ten tasks in two roles together: %s',
  async ([, taskOf], { folder, stateDir }) => {
    const playbook = await twoRoles(folder, taskOf);
    for (const role of ['base', 'site']) {
      const file = (part: string, text: string): Promise<void> =>
        writeFile(join(folder, 'roles', role, part, 'Linux.yml'), text);
      await mkdir(join(folder, 'roles', role, 'vars'));
      await file('vars', `of_system: ${role}-{{ ansible_system }}\n`);
      await file('tasks', '- file: {path: "/root/of-{{ ansible_system }}", state: directory}\n');
    }
    expect(await secondTime(playbook, folder, stateDir)).toEqual(THREE);
  },
);
