import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Operation } from '../../model/operation.ts';
import { type LocalHostOptions, localHost } from '../local-host.test-kit.ts';
import type { OperationCase } from './operation-cases.test-kit.ts';
import { treeSnapshot } from './tree-snapshot.test-kit.ts';

const never: AbortSignal = new AbortController().signal;

function shellIn(folder: string, script: string): string {
  const { stdout, stderr, status } = spawnSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' });
  expect({ stderr, status: status === null ? 'killed' : 'ended' }).toEqual({ stderr: '', status: 'ended' });
  return stdout.split(/\s+/).filter(Boolean).join(' ');
}

/** Does the case on a host of its own, looks, undoes it twice, and compares all there is with what was before. */
export async function roundTrip(
  scene: OperationCase,
  options: LocalHostOptions = {},
  coarse = false,
): Promise<void> {
  await using host = localHost(options);
  const folder = join(host.folder, 'scene');
  mkdirSync(folder);
  shellIn(folder, scene.before);
  const loose = (scene.loose ?? []).map((name) => join(folder, name));
  const before = treeSnapshot(folder, loose, coarse);
  const preserve = scene.preserve.map((name) => join(folder, name));
  const undo = preserve.toReversed().map((path): Operation => ({ kind: 'restore', path }));
  const session = await host.open();
  const step = {
    run: 'r',
    number: 1,
    title: 't',
    operations: scene.operations(folder),
    preserve,
    undo,
    timeoutMs: 20_000,
  };

  const { done } = await session.perform(step, [], never);
  const said = Buffer.from(done.stderr).toString();
  if (scene.fails === undefined) expect({ said, exitCode: done.exitCode }).toEqual({ said: '', exitCode: 0 });
  else {
    expect(done.exitCode).toBeGreaterThan(0);
    expect(said).toMatch(scene.fails);
  }
  expect(shellIn(folder, scene.look)).toBe(scene.shows);

  for (const _ of ['once', 'twice']) {
    expect(await session.undo('r', [1], never)).toEqual([{ number: 1, outcome: 'undone', why: '' }]);
    await session.finish('r', 'rolledback', never);
    expect(treeSnapshot(folder, loose, coarse)).toEqual(before);
  }
}
