import { execFileSync } from 'node:child_process';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import {
  apply,
  type Ended,
  ExitCode,
  loadInventory,
  loadPlaybooks,
  type Planned,
  plan,
  rollback,
  type StoredPlan,
  savePlan,
} from '../../src/index.ts';
import { loadJournal } from '../../src/journal/runs.ts';
import type { RunEvent } from '../../src/model/run/event.ts';
import { sudoer, test } from '../cli/command.ts';
import { sandboxInventory, sandboxReason } from '../cli/sandbox.ts';

const environment = sudoer;
const library = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

/** Every kind of value that JSON or another process could lose. */
const PLAYBOOK = `- hosts: node1
  become: true
  vars: {size: 3.0, none: null, marked: {$map: 1}}
  tasks:
    - copy: {content: "{{ size }} {{ marked }} {{ none is none }} {{ word }}\\n", dest: /root/try}
      register: made
      notify: Tell
      tags: [kept]
    - copy: {content: "{{ hostvars[groups.nodes | last].inventory_hostname }} {{ play_hosts }}\\n", dest: /root/others}
      when: made is changed
      tags: [kept]
    - copy: {src: beside.txt, dest: /root/beside}
      become_user: root
      tags: [kept]
    - command: /bin/false
  handlers:
    - name: Tell
      command: touch /root/told
      undo: rm /root/told
  verify:
    - stat: {path: /root/try}
`;

async function planned(folder: string, stateDir: string): Promise<Planned & { plan: StoredPlan }> {
  const file = join(folder, 'site.yml');
  await writeFile(file, PLAYBOOK);
  await writeFile(join(folder, 'beside.txt'), 'beside\n');
  const playbooks = await loadPlaybooks([file], { environment });
  const inventory = await loadInventory([await sandboxInventory(folder)], playbooks, { environment });
  const found = await plan(playbooks, inventory, {
    ...{ stateDir, environment, tags: ['kept'], extraVars: { word: 'hush' } },
  });
  if (found.plan === undefined) throw new Error(JSON.stringify(found.diagnostics));
  return { ...found, plan: found.plan };
}

/** What a run did, without what is new in each. */
async function deeds(stateDir: string, { run = '' }: Ended): Promise<unknown> {
  const { events, state } = await loadJournal(stateDir, run);
  expect(state).toBe('whole');
  const fresh = new Set(['run', 'at', 'elapsedMs', 'before', 'result']);
  return events.map((event: RunEvent) =>
    JSON.parse(JSON.stringify(event, (key, value) => (fresh.has(key) ? undefined : value))),
  );
}

test.skipIf(sandboxReason !== undefined)(
  'a plan that was kept is applied by another process to the same end',
  async ({ folder, stateDir }) => {
    const settings = { stateDir, environment, extraVars: { word: 'hush' } };
    const { plan: made, exitCode } = await planned(folder, stateDir);
    expect(exitCode).toBe(ExitCode.pending);
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
    const here = await apply(made, settings);
    expect(here.exitCode).toBe(ExitCode.ok);
    expect((await rollback('last', { stateDir, environment })).exitCode).toBe(ExitCode.ok);

    const path = join(folder, 'kept.json');
    await savePlan(path, made);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const program = join(folder, 'apply.mjs');
    await writeFile(
      program,
      `import { apply, readPlan } from ${JSON.stringify(library)};
const [path, settings] = process.argv.slice(2);
const plan = await readPlan(path, JSON.parse(settings));
console.log(JSON.stringify(await apply(plan, JSON.parse(settings))));\n`,
    );
    const words = [program, path, JSON.stringify(settings)];
    const there = JSON.parse(execFileSync(process.execPath, words, { cwd: '/', encoding: 'utf8' })) as Ended;
    expect(there.exitCode).toBe(ExitCode.ok);
    expect(await deeds(stateDir, there)).toEqual(await deeds(stateDir, here));
    expect((await planned(folder, stateDir)).exitCode).toBe(ExitCode.ok);
  },
);
