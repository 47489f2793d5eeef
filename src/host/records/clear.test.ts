import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Session, Step } from '../../model/ports.ts';
import { failureOf, type LocalHost, localHost, scriptStep, shells } from '../local-host.test-kit.ts';

const never = new AbortController().signal;

function writeStep(host: LocalHost, run: string): Step {
  const path = join(host.folder, 'file');
  return {
    ...scriptStep(1, `echo ${run} >${path}`, { preserve: [path], undo: [{ kind: 'restore', path }] }),
    run,
  };
}

/** A run that ended so. */
async function ended(
  host: LocalHost,
  session: Session,
  run: string,
  end: 'confirmed' | 'rolledback' | 'rollback-failed' | 'left',
): Promise<void> {
  await session.perform(writeStep(host, run), [], never);
  if (end === 'rolledback') await session.undo(run, [1], never);
  await session.finish(run, end, never);
}

/** All that has ended is older than that. */
const atOnce = -60_000;
const newest = { run: 'd', why: 'it is the newest one here that can be rolled back' };

test.for(shells)(
  '$name: an old run goes, and the newest one that can be rolled back stays',
  async ({ words }) => {
    await using host = localHost({ shell: words });
    const session = await host.open();
    await ended(host, session, 'c', 'left');
    await ended(host, session, 'd', 'confirmed');
    const told = { gone: ['c'], kept: [newest] };
    expect(await session.clear(atOnce, 'check', never)).toEqual(told);
    expect(readdirSync(join(host.stateRoot, 'runs')).sort()).toEqual(['c', 'd']);
    expect(await session.clear(atOnce, 'remove', never)).toEqual(told);
    expect(readdirSync(join(host.stateRoot, 'runs'))).toEqual(['d']);
    expect(existsSync(join(host.stateRoot, 'lock'))).toBe(false);
    // Nothing of the run that is gone can be undone, and the newest can.
    expect(await session.undo('c', [1], never)).toMatchObject([{ outcome: 'nothing' }]);
    expect(await session.undo('d', [1], never)).toMatchObject([{ outcome: 'undone' }]);
  },
);

test('all plays of a run go together, and what could not be rolled back stays', async () => {
  await using host = localHost();
  const session = await host.open();
  await ended(host, session, 'a', 'rolledback');
  await ended(host, session, 'a.2', 'rolledback');
  await ended(host, session, 'b', 'rollback-failed');
  const why = 'it could not be rolled back';
  expect(await session.clear(atOnce, 'remove', never)).toEqual({ gone: ['a'], kept: [{ run: 'b', why }] });
  expect(readdirSync(join(host.stateRoot, 'runs'))).toEqual(['b']);
});

test('what is not old enough stays', async () => {
  await using host = localHost();
  const session = await host.open();
  await ended(host, session, 'a', 'rolledback');
  expect(await session.clear(3_600_000, 'remove', never)).toEqual({
    gone: [],
    kept: [{ run: 'a', why: 'young' }],
  });
});

test('while a run has the host nothing is removed', async () => {
  await using host = localHost();
  const session = await host.open();
  await ended(host, session, 'a', 'rolledback');
  await session.reserve('b', undefined, never);
  for (const how of ['check', 'remove'] as const)
    expect(await failureOf(session.clear(atOnce, how, never))).toMatchObject({ kind: 'locked', run: 'b' });
  expect(existsSync(join(host.stateRoot, 'runs/a/steps'))).toBe(true);
});

test('a run that was cut off and gave the host free is not removed', async () => {
  await using host = localHost();
  const session = await host.open();
  await session.perform(writeStep(host, 'a'), [], never);
  rmSync(join(host.stateRoot, 'lock'), { recursive: true });
  expect(await session.clear(atOnce, 'remove', never)).toEqual({
    gone: [],
    kept: [{ run: 'a', why: 'it has not ended here' }],
  });
});

test('what was cut off while it was removed cannot be rolled back by half, and goes the next time', async () => {
  await using host = localHost();
  const session = await host.open();
  await ended(host, session, 'a', 'confirmed');
  const record = join(host.stateRoot, 'runs/a');
  writeFileSync(join(record, 'clearing'), '');
  rmSync(join(record, 'confirmed'));
  rmSync(join(record, 'backup'), { recursive: true });
  expect(await session.undo('a', [1], never)).toMatchObject([{ outcome: 'nothing' }]);
  expect(await session.clear(atOnce, 'remove', never)).toEqual({ gone: ['a'], kept: [] });
  expect(existsSync(record)).toBe(false);
});

test('where the host is the controller too, its journal stays', async () => {
  await using host = localHost();
  const session = await host.open();
  await ended(host, session, 'a', 'rolledback');
  for (const name of ['journal.jsonl', 'reserve'])
    writeFileSync(join(host.stateRoot, 'runs/a', name), 'of the controller');
  mkdirSync(join(host.stateRoot, 'runs/other'));
  expect(await session.clear(atOnce, 'remove', never)).toEqual({ gone: ['a'], kept: [] });
  expect(readdirSync(join(host.stateRoot, 'runs/a')).sort()).toEqual(['journal.jsonl', 'reserve']);
  expect(readFileSync(join(host.stateRoot, 'runs/a/journal.jsonl'), 'utf8')).toBe('of the controller');
  expect(existsSync(join(host.stateRoot, 'runs/other'))).toBe(true);
});
