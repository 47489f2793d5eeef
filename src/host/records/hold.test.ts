import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Step } from '../../model/ports.ts';
import {
  failureOf,
  isRunning,
  type LocalHost,
  localHost,
  scriptStep,
  shells,
  until,
} from '../local-host.test-kit.ts';

const never = new AbortController().signal;
const lock = (host: LocalHost): string => join(host.stateRoot, 'lock');
const owner = (host: LocalHost): string => readFileSync(join(lock(host), 'owner'), 'utf8');

function goesOn(host: LocalHost, more: Partial<Step> = {}): Step {
  return scriptStep(1, `echo $$ >${host.folder}/pid; while :; do sleep 0.05; done`, more);
}

describe.each(shells)('$name', ({ words }) => {
  test('a host is taken once, kept from play to play, and given free', async () => {
    await using host = localHost({ shell: words });
    const session = await host.open({ host: 'node1' });
    await session.reserve('r', undefined, never);
    await session.reserve('r', undefined, never);
    expect(owner(host)).toMatch(/^run=r\nhost=node1\ntoken=1\n/);
    await session.perform(scriptStep(1, ':'), [], never);
    await session.finish('r', 'confirmed', never, 'keep');
    await session.perform(scriptStep(1, ':', { run: 'r.2' }), [], never);
    expect(await failureOf((await host.open()).reserve('other', undefined, never))).toMatchObject({
      kind: 'locked',
      run: 'r',
    });
    await session.finish('r.2', 'confirmed', never);
    expect(existsSync(lock(host))).toBe(false);
    await session.release('r', never);
  });

  test('the run tells by the name in the lock that a machine is there twice', async () => {
    await using host = localHost({ shell: words });
    const one = await host.open({ host: 'node1' });
    const two = await host.open({ host: 'node1.example.com' });
    await one.reserve('r', undefined, never);
    const why = 'node1 and node1.example.com are the same machine';
    expect(await failureOf(two.reserve('r', undefined, never))).toMatchObject({ kind: 'refused', why });
    expect(await failureOf(two.perform(scriptStep(1, ':'), [], never))).toMatchObject({ why });
    await two.release('r', never);
    expect(existsSync(lock(host))).toBe(true);
    await one.release('r', never);
    expect(existsSync(lock(host))).toBe(false);
  });

  test('the host tells all it knows of a run, and writes nothing', async () => {
    await using host = localHost({ shell: words });
    const session = await host.open();
    expect(await session.survey('r', never)).toEqual({ holder: undefined, plays: [], steps: [] });
    expect(existsSync(host.stateRoot)).toBe(false);
    await session.perform(scriptStep(1, ':', { undo: undefined }), [], never);
    await session.perform(scriptStep(2, 'exit 3'), [], never);
    await session.finish('r', 'left', never, 'keep');
    await session.perform(scriptStep(1, ':', { run: 'r.2' }), [], never);
    await session.undo('r.2', [1], never);
    // Another run's, although its name begins alike.
    mkdirSync(join(host.stateRoot, 'runs/r.2x/steps'), { recursive: true });
    const survey = await session.survey('r', never);
    expect(survey.holder).toMatchObject({ run: 'r', boot: 'this' });
    expect(survey.plays).toEqual([
      { hostRun: 'r', state: 'left' },
      { hostRun: 'r.2', state: 'armed' },
    ]);
    expect(survey.steps).toEqual([
      { hostRun: 'r', number: 1, undo: 'none', end: 'done' },
      { hostRun: 'r', number: 2, undo: 'possible', end: 'failed' },
      { hostRun: 'r.2', number: 1, undo: 'done', end: 'done' },
    ]);
  });

  test('a step that still runs keeps the host, whoever wants it, until it is stopped', async () => {
    await using host = localHost({ shell: words });
    const lost = failureOf((await host.open()).perform(goesOn(host, { undo: undefined }), [], never));
    await until(() => existsSync(join(host.folder, 'pid')));
    const session = await host.open();
    const why = expect.stringContaining('step 0001 of run r still runs');
    expect(await failureOf(session.reserve('other', 'r', never))).toMatchObject({ kind: 'refused', why });
    expect(await failureOf(session.release('r', never))).toMatchObject({ kind: 'refused', why });
    expect(await failureOf(session.finish('r', 'left', never))).toMatchObject({ kind: 'refused', why });
    expect((await session.survey('r', never)).steps).toMatchObject([{ undo: 'none', end: 'running' }]);
    // It has no undo, and is stopped all the same.
    expect(await session.undo('r', [1], never)).toEqual([{ number: 1, outcome: 'nothing', why: '' }]);
    expect(await lost).toMatchObject({ kind: 'lost' });
    expect(isRunning(Number(readFileSync(join(host.folder, 'pid'), 'utf8')))).toBe(false);
    await session.finish('r', 'rolledback', never);
    expect(existsSync(lock(host))).toBe(false);
  });

  test('taken over, a host is the new run’s, and what the old one wakes up to do is refused', async () => {
    await using host = localHost({ shell: words });
    const old = await host.open();
    const undo = [{ kind: 'shell', script: `touch ${host.folder}/undone` }] as const;
    await old.perform(scriptStep(1, ':', { undo }), [], never);
    const session = await host.open();
    await session.reserve('new', 'r', never);
    expect(owner(host)).toMatch(/^run=new\n/);
    expect(await failureOf(old.perform(scriptStep(2, `touch ${host.folder}/late`), [], never))).toMatchObject(
      {
        kind: 'refused',
        why: 'run r has already ended on this host: left',
      },
    );
    expect(existsSync(join(host.folder, 'late'))).toBe(false);
    expect(await failureOf(old.undo('r', [1], never))).toMatchObject({ kind: 'locked', run: 'new' });
    await session.release('new', never);
    expect(await old.undo('r', [1], never)).toMatchObject([{ outcome: 'undone' }]);
    expect(existsSync(join(host.folder, 'undone'))).toBe(true);
  });
});

test('a lock from an earlier boot, of a run whose record is gone, can be taken over', async () => {
  await using host = localHost();
  const session = await host.open();
  await session.reserve('gone', undefined, never);
  writeFileSync(join(lock(host), 'owner'), 'run=gone\nboot_id=another\nsince=2026-01-01T00:00:00.000Z\n');
  expect((await session.survey('gone', never)).holder).toEqual({
    run: 'gone',
    since: '2026-01-01T00:00:00.000Z',
    boot: 'earlier',
  });
  await session.reserve('new', 'gone', never);
  expect(owner(host)).toMatch(/^run=new\n/);
});

test('a lock that does not say whose it is can be taken over', async () => {
  await using host = localHost();
  const session = await host.open();
  await session.reserve('r', undefined, never);
  writeFileSync(join(lock(host), 'owner'), '');
  expect(await failureOf(session.reserve('new', undefined, never))).toMatchObject({ run: 'unknown' });
  await session.reserve('new', 'unknown', never);
  expect(owner(host)).toMatch(/^run=new\n/);
});

test('an undo for a run that has lost the host is a failure, not nothing', async () => {
  await using host = localHost();
  const session = await host.open();
  await session.perform(scriptStep(1, ':'), [], never);
  await (await host.open()).reserve('new', 'r', never);
  expect(await failureOf(session.undo('r', [1], never))).toMatchObject({ kind: 'locked' });
});
