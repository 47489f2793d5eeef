import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type LocalHost, localHost, scriptStep, shells } from '../local-host.test-kit.ts';
import { functionText } from '../wire/frame.ts';
import { treeSnapshot } from './tree-snapshot.test-kit.ts';

const never = new AbortController().signal;

/** A folder that others may write to or not, with a link in it that leads out, to a file that counts. */
function folders(host: LocalHost, mode: number): { readonly folder: string; readonly out: string } {
  const folder = join(host.folder, 'folder');
  const out = join(host.folder, 'out');
  mkdirSync(folder);
  chmodSync(folder, mode);
  mkdirSync(out);
  writeFileSync(join(out, 'file'), 'out');
  chmodSync(join(out, 'file'), 0o4755);
  symlinkSync(out, join(folder, 'in'));
  return { folder, out };
}

describe.each(shells)('$name', ({ words }) => {
  test('a link that becomes a folder while it is copied aside is refused, and leads nowhere', async () => {
    await using host = localHost();
    const { folder, out } = folders(host, 0o777);
    const copy = join(host.folder, 'copy');
    const before = treeSnapshot(out);
    // After it was copied as a link, it is exchanged.
    const script = [
      functionText(['rr_each', 'rr_each_preserve', 'rr_judge']),
      'exchanging() { rr_each_preserve "$@"; case $2 in */in) rm ../in; mkdir ../in; echo mine >../in/file ;; esac; }',
      `rr_dir=${host.folder} rr_here=${host.folder} rr_n=1 rr_op=1 rr_id=r rr_path=${folder}`,
      `cd ${folder}; rr_me=$(id -u); rr_judge "$(stat -c %u:%f:%d:%i .)"`,
      `rr_each exchanging ${copy} new`,
    ].join('\n');
    const [program, ...rest] = words;
    const { status, stderr } = spawnSync(program, [...rest, '-c', script], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `refused: somebody exchanges names in the folder of ${folder}\n`,
    });
    expect(readFileSync(join(folder, 'in/file'), 'utf8')).toBe('mine\n');
    expect(treeSnapshot(out)).toEqual(before);
  });

  describe.each([
    { who: 'others', mode: 0o777, to: '0777' },
    { who: 'nobody else', mode: 0o755, to: '0750' },
  ])('in a folder that $who may write to', ({ mode, to }) => {
    test('what was a link gives nothing of what it leads to, when it is a folder at the undo', async () => {
      await using host = localHost({ shell: words });
      const { folder, out } = folders(host, mode);
      const before = treeSnapshot(out);
      const session = await host.open();
      await session.perform(recursively(folder, to), [], never);
      rmSync(join(folder, 'in'));
      mkdirSync(join(folder, 'in'));
      writeFileSync(join(folder, 'in/file'), 'mine', { mode: 0o600 });
      expect(await session.undo('r', [1], never)).toMatchObject([{ outcome: 'undone' }]);
      expect((lstatSync(join(folder, 'in/file')).mode & 0o7777).toString(8)).toBe('600');
      expect(treeSnapshot(out)).toEqual(before);
    });

    test('what was a folder gives nothing to what a link leads to at the undo', async () => {
      await using host = localHost({ shell: words });
      const { folder, out } = folders(host, mode);
      rmSync(join(folder, 'in'));
      mkdirSync(join(folder, 'in'));
      writeFileSync(join(folder, 'in/file'), 'mine', { mode: 0o600 });
      const before = treeSnapshot(out);
      const session = await host.open();
      await session.perform(recursively(folder, to), [], never);
      rmSync(join(folder, 'in'), { recursive: true });
      symlinkSync(out, join(folder, 'in'));
      expect(await session.undo('r', [1], never)).toMatchObject([{ outcome: 'undone' }]);
      expect(existsSync(join(folder, 'in/file'))).toBe(true);
      expect(treeSnapshot(out)).toEqual(before);
    });
  });
});

function recursively(path: string, mode: string): ReturnType<typeof scriptStep> {
  return scriptStep(1, '', {
    operations: [{ kind: 'attributes', path, mode, recurse: true }],
    preserve: [path],
    undo: [{ kind: 'restore', path }],
  });
}
