import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { holdRun, runHere } from '../../src/app/records/run-holder.ts';
import { systemClock } from '../../src/app/system/clock.ts';
import { createJournal } from '../../src/journal/append.ts';
import { journalPath } from '../../src/journal/paths.ts';
import { createRunFolder, keepDocument } from '../../src/journal/runs.ts';
import { rulerun, test } from './command.ts';

const RUN = '20260101-000000-abcdef';

/** A run that was cut off before it met a host. */
async function cutOffRun(stateDir: string): Promise<string> {
  const folder = await createRunFolder(stateDir, RUN);
  await keepDocument(stateDir, RUN, 'targets.json', { formatVersion: 1, targets: [] });
  await using journal = await createJournal(journalPath(stateDir, RUN), (text) => text, systemClock.now);
  await journal.append({
    type: 'run.started',
    formatVersion: 1,
    run: RUN,
    command: 'apply',
    version: '0',
    at: '2026-01-01T00:00:00.000Z',
    playbooks: [],
    hosts: [],
    plays: [],
  });
  return folder;
}

test('a run that a process works on is not rolled back, and the way out is said', async ({ stateDir }) => {
  await cutOffRun(stateDir);
  const held = await holdRun(stateDir, RUN);
  expect(await runHere(stateDir, RUN)).toBe('running');
  const back = await rulerun(['rollback', RUN, '--yes', '--state-dir', stateDir]);
  expect(back.exitCode, back.all).toBe(4);
  expect(back.err).toContain(`run ${RUN} is being worked on (process ${process.pid} since `);
  expect(back.err).toContain('hint: wait until it has ended');
  await held[Symbol.asyncDispose]();
  expect(await runHere(stateDir, RUN)).toBe('ended');
  expect((await rulerun(['rollback', RUN, '--yes', '--state-dir', stateDir])).exitCode).toBe(0);
});

test('a run whose process was killed is rolled back', async ({ stateDir }) => {
  const folder = await cutOffRun(stateDir);
  const killed = {
    pid: process.pid,
    startedAt: '1',
    boot: 'an earlier one',
    namespace: '',
    since: '',
    token: 'a',
  };
  await writeFile(join(folder, 'running'), JSON.stringify(killed));
  expect((await rulerun(['rollback', RUN, '--yes', '--state-dir', stateDir])).exitCode).toBe(0);
});

test('status of a run that was killed names the command that puts it right', async ({ stateDir }) => {
  await cutOffRun(stateDir);
  for (const named of [RUN, 'last']) {
    const { exitCode, all } = await rulerun(['status', named, '--state-dir', stateDir]);
    expect(exitCode).toBe(0);
    expect(all).toContain(`The run has not finished. If its process is gone:\n  rulerun rollback ${RUN}`);
  }
});

test('of a run that this machine has no record of, nothing is known', async ({ stateDir }) => {
  expect(await runHere(stateDir, RUN)).toBe('unknown');
});
