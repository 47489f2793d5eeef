import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { test } from './command.ts';
import { sandboxReason } from './sandbox.ts';

const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

/** A play on this machine whose second step spoils the disk below its own record. */
function playbook(spoil: string): string {
  const more = Array.from({ length: 12 }, (_, index) => writeTask(`more-${index}`));
  return `- name: Spoil the disk below the record
  hosts: all
  tasks:
${writeTask('first')}    - name: Spoil the disk
      shell: ${spoil}
      undo: 'true'
${more.join('')}`;
}

function writeTask(name: string): string {
  return `    - name: Write ${name}\n      copy: {content: "text\\n", dest: /var/lib/files/${name}}\n`;
}

/** Runs a script in a mount namespace of its own, with an empty /var/lib and a disk of 400 KiB at /mnt. */
function spoiled(script: string): { readonly out: string; readonly exitCode: number | null } {
  const room =
    'mount -t tmpfs none /var/lib && mkdir /var/lib/files && mount -t tmpfs -o size=400k none /mnt';
  const { stdout, stderr, status } = spawnSync('unshare', ['-Urm', 'sh', '-c', `${room} && ${script}`], {
    encoding: 'utf8',
    timeout: 280_000,
    killSignal: 'SIGKILL',
  });
  return { out: stdout + stderr, exitCode: status };
}

describe.runIf(sandboxReason === undefined)(
  'a disk of this machine that fails in the middle of an apply',
  () => {
    test('is named, and the run goes back, ends and is recorded', async ({ folder }) => {
      const path = join(folder, 'p.yml');
      await writeFile(path, playbook('cat /dev/zero >/mnt/fill 2>/dev/null; true'));
      const rulerun = `${process.execPath} ${bin}`;
      const { out, exitCode } = spoiled(`
      ${rulerun} apply ${path} -i ${await inventoryIn(folder)} --yes --output plain --state-dir /mnt/state </dev/null
      code=$?
      ls /var/lib/files | grep . && exit 98
      echo "--- status"; ${rulerun} status --state-dir /mnt/state </dev/null 2>&1
      exit $code`);
      expect(out).toContain('no space is left on its disk (ENOSPC)');
      expect(out).not.toContain('bug');
      expect(exitCode, out).toBe(5);
      expect(out.split('--- status')[1]).toContain('exit code 5');
    });

    test('does not keep a rollback from going back', async ({ folder }) => {
      const path = join(folder, 'p.yml');
      await writeFile(path, playbook('true'));
      const rulerun = `${process.execPath} ${bin}`;
      const { out, exitCode } = spoiled(`
      ${rulerun} apply ${path} -i ${await inventoryIn(folder)} --yes --output quiet --state-dir /mnt/state </dev/null || exit 99
      cat /dev/zero >/mnt/fill 2>/dev/null
      ${rulerun} rollback last --yes --output plain --state-dir /mnt/state </dev/null
      code=$?
      ls /var/lib/files | grep . && exit 98
      exit $code`);
      expect(out).toContain('This rollback is not recorded here');
      expect(out).toContain('(ENOSPC)');
      expect(exitCode, out).toBe(0);
    });
  },
);

async function inventoryIn(folder: string): Promise<string> {
  const path = join(folder, 'inventory');
  await writeFile(path, 'here ansible_connection=local\n');
  return path;
}
