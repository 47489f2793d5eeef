import { readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect } from 'vitest';
import { rulerun, test } from './command.ts';
import { sandboxInventory, sandboxReason } from './sandbox.ts';

const playbook = `- name: Try
  hosts: nodes
  become: true
  tasks:
    - name: say so in a file
      copy: {content: "password is {{ password }}\\n", dest: /root/try}
      no_log: true
    - name: keep the limit
      lineinfile: {path: /root/limits, line: "limit={{ limit }}", create: true}
`;

interface Made {
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly playbook: string;
  readonly inventory: string;
  readonly extra: readonly string[];
}

const extra = ['-e', 'limit=3', '-e', 'password=canary-in-the-mine'];

async function make(folder: string, stateDir: string): Promise<Made> {
  const path = join(folder, 'try.yml');
  await writeFile(path, playbook);
  const inventory = await sandboxInventory(folder);
  const environment = { RULERUN_STATE_DIR: stateDir };
  const file = join(folder, 'saved');
  // Kept by its whole path, from wherever it was named.
  const named = relative(process.cwd(), path);
  const plan = await rulerun(['plan', named, '-i', inventory, ...extra, '--out', file], { environment });
  expect(plan.exitCode, plan.all).toBe(10);
  expect(plan.err).toContain(`rulerun apply ${file}`);
  return { file, environment, playbook: path, inventory, extra };
}

/** Changes a file on one host behind the back of rulerun's plan. */
async function changeByHand({ inventory, environment }: Made, folder: string, host: string): Promise<void> {
  const path = join(folder, 'by-hand.yml');
  const tasks = `  tasks:\n    - {shell: "echo limit=3 >>/root/limits", irreversible: true}\n`;
  await writeFile(path, `- hosts: ${host}\n  become: true\n${tasks}`);
  const run = await rulerun(['apply', path, '-i', inventory, '--yes'], { environment });
  expect(run.exitCode, run.all).toBe(0);
}

describe.skipIf(sandboxReason !== undefined)('a saved plan', () => {
  test('is applied as it was shown, without a question, and holds no secret', async ({
    folder,
    stateDir,
  }) => {
    const made = await make(folder, stateDir);
    expect((await stat(made.file)).mode & 0o777).toBe(0o600);
    expect(await readFile(made.file, 'utf8')).not.toContain('canary');
    const run = await rulerun(['apply', made.file, ...extra], made);
    expect(run.exitCode, run.all).toBe(0);
    expect(run.out).toContain('3 changed');
    const again = await rulerun(['apply', made.file, ...extra], made);
    expect(again.exitCode, again.all).toBe(4);
    expect(again.all).toContain('would change nothing any more');
  });

  test('keeps the order of shuffled hosts, which the preview says', async ({ folder, stateDir }) => {
    const path = join(folder, 'shuffled.yml');
    const tasks = '  become: true\n  tasks: [{copy: {content: x, dest: /root/shuffled}}]\n';
    await writeFile(path, `- name: Any\n  hosts: nodes\n  order: shuffle\n  serial: 1\n${tasks}`);
    const environment = { RULERUN_STATE_DIR: stateDir };
    const inventory = await sandboxInventory(folder);
    const file = join(folder, 'saved');
    const seen = new Set<string>();
    // By chance the first order may be that of the inventory.
    while (!seen.has('other')) {
      const plan = await rulerun(['plan', path, '-i', inventory, '--out', file], { environment });
      const order = /Play "Any" in shuffled order: (.*)/.exec(plan.out)?.[1]?.split(', ') ?? [];
      expect(order.toSorted(), plan.all).toEqual(['node1', 'node2', 'node3']);
      seen.add(order.join() === 'node1,node2,node3' ? 'same' : 'other');
      if (!seen.has('other')) continue;
      const run = await rulerun(['apply', file], { environment });
      const batches = [...run.all.matchAll(/Batch \d of 3: (node\d)/g)].map(([, name]) => name);
      expect(batches, run.all).toEqual(order);
    }
  });

  test('is refused when a host has moved, and no other is touched unless asked', async ({
    folder,
    stateDir,
  }) => {
    const made = await make(folder, stateDir);
    await changeByHand(made, folder, 'node2');
    const refused = await rulerun(['apply', made.file, ...extra], made);
    expect(refused.exitCode, refused.all).toBe(4);
    expect(refused.all).toMatch(/node2.*blocked/);
    expect(refused.all).toContain('it has moved since the plan was made');
    expect(refused.all).toContain('"keep the limit" would change nothing any more');
    const untouched = await rulerun(
      ['plan', made.playbook, '-i', made.inventory, ...extra, '-l', 'node1'],
      made,
    );
    expect(untouched.out).toContain('2 changes on 1 of 1 host');

    const rest = await rulerun(['apply', made.file, ...extra, '--skip-moved'], made);
    expect(rest.exitCode, rest.all).toBe(1);
    expect(rest.out).toContain('2 changed');
    expect(rest.out).toContain('1 blocked');
  });

  test('is refused when it is not the same plan any more', async ({ folder, stateDir }) => {
    const made = await make(folder, stateDir);
    const without = await rulerun(['apply', made.file], made);
    expect(without).toMatchObject({ exitCode: 2 });
    expect(without.err).toContain('with 2 options -e, and 0 are given');
    const other = await rulerun(['apply', made.file, '-e', 'limit=4', '-e', 'password=x'], made);
    expect(other.exitCode, other.all).toBe(3);
    expect(other.err).toContain('are not those of');
    const limited = await rulerun(['apply', made.file, ...extra, '-l', 'node1'], made);
    expect(limited).toMatchObject({ exitCode: 2 });
    await writeFile(made.playbook, `${playbook}    - {debug: {msg: more}}\n`);
    expect(await rulerun(['apply', made.file, ...extra], made)).toMatchObject({ exitCode: 3 });
    const text = await readFile(made.file, 'utf8');
    await writeFile(made.file, text.replace('limit=3', 'limit=5'));
    const edited = await rulerun(['apply', made.file, ...extra], made);
    expect(edited).toMatchObject({ exitCode: 3 });
    expect(edited.err).toContain('is not as it was written');
  });
});

test('without an inventory a playbook is not applied', async ({ folder }) => {
  const path = join(folder, 'try.yml');
  await writeFile(path, playbook);
  const run = await rulerun(['apply', path, '--yes']);
  expect(run).toMatchObject({ exitCode: 2 });
  expect(run.err).toContain('name an inventory with -i');
});
