import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { actions } from '../../src/actions/registry.ts';
import { defaultLimits } from '../../src/app/limits.ts';
import { loadPlan } from '../../src/app/load.ts';
import { noPasswords } from '../../src/app/project/options.ts';
import { systemClock } from '../../src/app/system/clock.ts';
import { systemRandom } from '../../src/app/system/random.ts';
import { apply } from '../../src/engine/run.ts';
import { openSession } from '../../src/host/session/session.ts';
import type { Transport } from '../../src/model/ports.ts';
import type { RunEvent } from '../../src/model/run/event.ts';
import { connectWith } from '../../src/transports/connect.ts';
import { openTransports } from '../../src/transports/transports.ts';
import { sudoer, test } from './command.ts';
import { sandboxInventory, sandboxReason } from './sandbox.ts';

/** Counts what goes to and fro: connections, and round trips after authentication. */
interface Counts {
  connections: number;
  /** Opening a channel is one, starting the shell on it another. */
  starts: number;
  /** Times that we sent something after having heard something, the first sending included. */
  questions: number;
}

function counting(transport: Transport, counts: Counts): Transport {
  return {
    async connect(address, signal) {
      counts.connections += 1;
      const link = await transport.connect(address, signal);
      return {
        [Symbol.asyncDispose]: () => link[Symbol.asyncDispose](),
        async start(command, stop) {
          counts.starts += 1;
          const pipe = await link.start(command, stop);
          let heard = true;
          return {
            ended: pipe.ended,
            [Symbol.asyncDispose]: () => pipe[Symbol.asyncDispose](),
            listen: (listener) =>
              pipe.listen((stream, bytes) => {
                heard = true;
                listener(stream, bytes);
              }),
            write: (bytes) => {
              if (heard) counts.questions += 1;
              heard = false;
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
  const loaded = await loadPlan(
    [playbook],
    {
      inventory: [await sandboxInventory(folder)],
      tags: [],
      skipTags: [],
      extraVars: [],
    },
    { stateDir, environment: sudoer, passwords: async () => noPasswords },
  );
  if (!loaded.ok) throw new Error(`the playbook is wrong: ${JSON.stringify(loaded.diagnostics)}`);
  const { plan } = loaded;
  await using transports = openTransports(stateDir);

  async function run(): Promise<Counts> {
    const counts: Counts = { connections: 0, starts: 0, questions: 0 };
    const never = new AbortController().signal;
    const events: RunEvent[] = [];
    const exitCode = await apply(
      plan,
      { run: `20261122-235544-${systemRandom.hex(3)}`, version: '0', playbooks: [] },
      {
        clock: systemClock,
        actions,
        random: systemRandom,
        connect: connectWith({
          transport: counting(transports, counts),
          openSession: ({ signal, ...options }) => openSession(options, signal),
          clock: systemClock,
          random: systemRandom,
        }),
        record: async (event) => void events.push(event),
        signals: { stop: never, abandon: never },
        localFile: async () => undefined,
        approve: async () => ({ kind: 'granted', except: new Map() }),
        // However slow this machine is, what was asked counts.
        limits: { ...defaultLimits({ forks: 5 }), freshForMs: 3_600_000 },
      },
    );
    expect({ exitCode, failed: events.filter(({ type }) => type === 'task.failed') }).toEqual({
      exitCode: 0,
      failed: [],
    });
    return counts;
  }

  await run();
  // Awaited here: what it runs on is closed when this function is left.
  return await run();
}

/** Open, exec, one question. */
const THREE: Counts = { connections: 1, starts: 1, questions: 1 };

const ten = Array.from({ length: 10 }, (_, index) => index);

test.skipIf(sandboxReason !== undefined)(
  'a host that is as wanted costs one connection and three round trips, whatever the number of tasks',
  async ({ folder, stateDir }) => {
    const playbook = join(folder, 'many.yml');
    const tasks = ten.map(
      (index) => `    - {command: touch /root/f${index}, args: {creates: /root/f${index}}}`,
    );
    await writeFile(playbook, `- hosts: node1\n  become: true\n  tasks:\n${tasks.join('\n')}\n`);
    expect(await secondTime(playbook, folder, stateDir)).toEqual(THREE);
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
    expect(await secondTime(once, folder, stateDir)).toEqual(THREE);
    const looped = await twoRoles(
      folder,
      (index) =>
        `file: {path: "/root/h${index}-{{ item }}", state: directory}\n  loop: "{{ range(10) | list }}"`,
    );
    expect(await secondTime(looped, folder, stateDir)).toEqual(THREE);
  },
);

test.skipIf(sandboxReason !== undefined)(
  'a fact in what a task asks for costs one question more, for all of them together',
  async ({ folder, stateDir }) => {
    const playbook = await twoRoles(
      folder,
      (index) => `file: {path: "/root/{{ ansible_hostname }}-${index}", state: directory}`,
    );
    expect(await secondTime(playbook, folder, stateDir)).toEqual({ ...THREE, questions: 2 });
  },
);
