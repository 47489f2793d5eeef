import { spawnSync } from 'node:child_process';
import {
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Step } from '../../../model/ports.ts';
import { localHost, scriptStep, shells } from '../../local-host.test-kit.ts';
import { functionText } from '../../wire/frame.ts';

const never = new AbortController().signal;

/** What of a record still holds the text. */
function holding(folder: string, text: string): readonly string[] {
  const { stdout } = spawnSync('grep', ['-rl', '-e', text, '.'], { cwd: folder, encoding: 'utf8' });
  return stdout.trim().split('\n').filter(Boolean).sort();
}

function secretStep(path: string): Step {
  const script = `echo CANARY-out; echo CANARY-err >&2; echo CANARY-new >${path}`;
  return scriptStep(1, script, { preserve: [path], undo: [{ kind: 'restore', path }], secret: true });
}

describe.each(shells)('$name', ({ words }) => {
  test.for(['confirmed', 'left'] as const)(
    'a run that ends %s keeps of a secret step what it is rolled back by, until it was',
    async (end) => {
      await using host = localHost({ shell: words });
      const path = join(host.folder, 'file');
      writeFileSync(path, 'CANARY-old');
      const session = await host.open();
      await session.perform(secretStep(path), [], never);
      const record = join(host.stateRoot, 'runs/r');
      expect(holding(record, 'CANARY-new')).not.toEqual([]);
      await session.finish('r', end, never);
      expect(holding(record, 'CANARY')).toEqual(['./backup/0001-1']);
      expect(await session.undo('r', [1], never)).toMatchObject([{ outcome: 'undone' }]);
      expect(readFileSync(path, 'utf8')).toBe('CANARY-old');
      await session.finish('r', 'rolledback', never);
      expect(holding(record, 'CANARY')).toEqual([]);
      expect(await session.undo('r', [1], never)).toMatchObject([{ outcome: 'undone' }]);
    },
  );

  test('shredding writes over a file before it goes, and no file that has another name or is led to by a link', async () => {
    await using host = localHost({ shell: words });
    const folder = join(host.folder, 'folder');
    mkdirSync(folder);
    writeFileSync(join(folder, 'alone'), 'CANARY', { mode: 0o400 });
    for (const name of ['named', 'led']) writeFileSync(join(host.folder, name), 'stays');
    linkSync(join(host.folder, 'named'), join(folder, 'named'));
    symlinkSync(join(host.folder, 'led'), join(folder, 'led'));
    const open = openSync(join(folder, 'alone'), 'r');
    const [program, ...rest] = words;
    const script = `${functionText(['rr_shred'])}\nrr_dir=${host.folder}\nrr_shred ${folder} ${host.folder}/none`;
    expect(spawnSync(program, [...rest, '-c', script], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stdout: '',
      stderr: '',
    });
    const left = Buffer.alloc(10);
    expect([readSync(open, left), left.toString('latin1', 0, 6)]).toEqual([6, '\0'.repeat(6)]);
    closeSync(open);
    for (const name of ['named', 'led']) expect(readFileSync(join(host.folder, name), 'utf8')).toBe('stays');
  });
});

test('what failed to go back keeps all there is to find out why', async () => {
  await using host = localHost();
  const session = await host.open();
  const path = join(host.folder, 'file');
  await session.perform(secretStep(path), [], never);
  await session.finish('r', 'rollback-failed', never);
  expect(holding(join(host.stateRoot, 'runs/r'), 'CANARY-out')).toContain('./steps/0001/out');
});

test('a step that is no secret keeps its record', async () => {
  await using host = localHost();
  const session = await host.open();
  await session.perform({ ...secretStep(join(host.folder, 'file')), secret: false }, [], never);
  await session.finish('r', 'confirmed', never);
  expect(holding(join(host.stateRoot, 'runs/r'), 'CANARY-out')).toContain('./steps/0001/out');
});
