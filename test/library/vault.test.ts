import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect } from 'vitest';
import {
  apply,
  ExitCode,
  events,
  formatDiagnostic,
  loadInventory,
  loadPlaybooks,
  plan,
  type RunEvent,
  rollback,
  type StoredPlan,
} from '../../src/index.ts';
import { seal } from '../../src/vault/keyring.ts';
import { sudoer, test } from '../cli/command.ts';
import { everythingBelow } from '../cli/everything-below.ts';
import { sandboxInventory, sandboxReason } from '../cli/sandbox.ts';

const environment = sudoer;
const vaultPasswords = { default: 'the team', prod: 'production' };

function encrypted(text: string, id: keyof typeof vaultPasswords = 'default'): string {
  return seal(Buffer.from(text), { id, password: Buffer.from(vaultPasswords[id]) }, randomBytes(32));
}

function tagged(text: string, id?: keyof typeof vaultPasswords): string {
  return `!vault |\n${encrypted(text, id).replace(/^/gm, '          ')}`;
}

const PLAYBOOK = `- hosts: node1
  become: true
  gather_facts: false
  vars:
    of_play: ${tagged('canary-play-1')}
  vars_files: [more.yml]
  roles: [hidden]
  tasks:
    - copy: {content: "{{ of_play }} {{ of_group }} {{ of_file }} {{ of_role }}\\n", dest: /root/shown}
    - copy:
        dest: /root/said
        content: ${tagged('canary-said-2', 'prod')}
    - debug: {msg: "{{ of_play }} {{ of_group }} {{ of_file }} {{ of_role }}"}
    - command: cat /root/shown /root/said /root/hidden
      changed_when: false
      register: read
    - assert:
        that: read.stdout_lines == ['canary' ~ '-play-1 canary' ~ '-group-3 canary' ~ '-file-4 canary' ~ '-role-5',
          'canary' ~ '-said-2canary' ~ '-task-6 canary' ~ '-role-5']
`;

/** By path. Those with nothing in clear are encrypted as a whole. */
const FILES: Readonly<Record<string, string>> = {
  'site.yml': PLAYBOOK,
  'inventory/group_vars/all.yml': encrypted('of_group: canary-group-3\n', 'prod'),
  'more.yml': encrypted('of_file: canary-file-4\n'),
  'roles/hidden/vars/main.yml': encrypted('of_role: canary-role-5\n'),
  'roles/hidden/tasks/main.yml': encrypted(
    `- name: put it there
  copy: {content: "canary-task-6 {{ of_role }}\\n", dest: /root/hidden}
- shell: "echo canary-shell-7 {{ inventory_hostname }} >&2"
  changed_when: false
  loop: [canary-item-8]
- {debug: {var: of_role}, when: "of_role != 'canary-when-9'"}
`,
    'prod',
  ),
};

async function projectIn(folder: string): Promise<{ readonly file: string; readonly inventory: string }> {
  const inventory = await sandboxInventory(folder);
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return { file: join(folder, 'site.yml'), inventory };
}

describe.skipIf(sandboxReason !== undefined)('a program hands in vault passwords', () => {
  test('what they open is used, and is in no event, result, plan or record', async ({ folder, stateDir }) => {
    const { file, inventory: place } = await projectIn(folder);
    const told: RunEvent[] = [];
    const settings = { stateDir, environment, view: events((event) => void told.push(event)) };
    const playbooks = await loadPlaybooks([file], { environment, vaultPasswords });
    const inventory = await loadInventory([place], playbooks, { environment });
    const previewed = await plan(playbooks, inventory, settings);
    expect(previewed.exitCode, JSON.stringify(previewed.diagnostics)).toBe(ExitCode.pending);
    const applied = await apply(playbooks, inventory, settings);
    expect(applied.exitCode, JSON.stringify(told)).toBe(ExitCode.ok);
    expect((await rollback('last', { stateDir, environment })).exitCode).toBe(ExitCode.ok);

    const kept = JSON.parse(JSON.stringify(previewed.plan)) as StoredPlan;
    const again = await apply(kept, { ...settings, vaultPasswords });
    expect(again.exitCode, JSON.stringify(told)).toBe(ExitCode.ok);

    const everything = [
      JSON.stringify([told, previewed, applied, again]),
      inspect(playbooks.vault, { depth: null }),
      await everythingBelow(join(stateDir, 'runs')),
    ].join('\n');
    expect(everything).toContain('put it there');
    expect(everything.match(/canary-\w+-\d|the team|production/g)).toBe(null);
  });

  test('a stored plan without them is refused with the way out', async ({ folder, stateDir }) => {
    const { file, inventory: place } = await projectIn(folder);
    const playbooks = await loadPlaybooks([file], { environment, vaultPasswords });
    const inventory = await loadInventory([place], playbooks, { environment });
    const { plan: stored } = await plan(playbooks, inventory, { stateDir, environment });
    if (stored === undefined) throw new Error('no plan');
    await expect(apply(stored, { stateDir, environment })).rejects.toThrow(
      'tasks of this plan are encrypted: the vault password `prod` is needed, and none is given',
    );
    const wrong = { ...vaultPasswords, prod: 'wrong' };
    await expect(apply(stored, { stateDir, environment, vaultPasswords: wrong })).rejects.toThrow(
      'the vault password `prod` is wrong',
    );
  });
});

test('without them what is encrypted is told at its place', async ({ folder, stateDir }) => {
  const { file, inventory: place } = await projectIn(folder);
  const playbooks = await loadPlaybooks([file], { environment });
  const inventory = await loadInventory([place], playbooks, { environment });
  const { exitCode, diagnostics } = await plan(playbooks, inventory, { stateDir, environment });
  expect(exitCode).toBe(ExitCode.invalid);
  const said = diagnostics.map((one) => formatDiagnostic(one, undefined).replaceAll(`${folder}/`, ''));
  for (const encryptedFile of ['inventory/group_vars/all.yml', 'roles/hidden/tasks/main.yml'])
    expect(said.join('\n')).toMatch(new RegExp(`${encryptedFile}:1:1: error\\[vault\\].*\`prod\` is needed`));
  expect(said.join('\n')).toContain('from a program `vaultPasswords`');
});

test('an inventory that was opened for other playbooks is refused', async ({ folder, stateDir }) => {
  const { file, inventory: place } = await projectIn(folder);
  const playbooks = await loadPlaybooks([file], { environment, vaultPasswords });
  const inventory = await loadInventory([place], playbooks, { environment });
  const others = await loadPlaybooks([file], { environment, vaultPasswords });
  await expect(plan(others, inventory, { stateDir, environment })).rejects.toThrow(
    'the inventory was read with the vault passwords of other playbooks',
  );
});
