import { expect, test } from 'vitest';
import { apply } from '../../src/engine/run.ts';
import { createJournal } from '../../src/journal/append.ts';
import { readJournal } from '../../src/journal/read.ts';
import { RulerunError } from '../../src/model/error.ts';
import type { Plan } from '../../src/model/playbook/plan.ts';
import type { RunEvent } from '../../src/model/run/event.ts';
import { ExitCode } from '../../src/model/run/exit-code.ts';
import type { Outcome } from '../../src/model/run/outcome.ts';
import { summarize } from '../../src/report/fold/summary.ts';
import { type FailingDisk, failingDisk } from './failing-disk.ts';
import { poke, set } from './model-actions.ts';
import { type ModelHost, modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { portsFor } from './model-run.ts';

const before = { a: '0' };
const after = { a: '1', b: '2', c: '3' };

function planWith(onFailure: 'rollback_host' | 'rollback_run' | 'stop' | 'continue'): Plan {
  const tasks = [
    [set, { key: 'a', value: '1' }],
    [poke, { key: 'b', value: '2' }, { undo: 'b' }],
    [set, { key: 'c', value: '3' }],
  ] as const;
  return plan({ batches: [['one'], ['two', 'three']], tasks, onFailure });
}

interface Ended {
  readonly exitCode: number;
  readonly trouble: unknown;
  readonly shown: readonly RunEvent[];
  readonly hosts: Readonly<Record<string, ModelHost>>;
}

/** An apply whose record lies on this disk, put together as the command puts it together. */
async function appliedOn(disk: FailingDisk, planned: Plan): Promise<Ended> {
  const hosts = {
    one: modelHost({ initial: before }),
    two: modelHost({ initial: before }),
    three: modelHost({ initial: before }),
  };
  const shown: RunEvent[] = [];
  try {
    await using journal = await createJournal(
      '/runs/r/journal.jsonl',
      (text) => text,
      () => 0,
      {
        disk,
        reserveBytes: 1,
      },
    );
    const ports = portsFor(hosts, shown, { stop: journal.trouble });
    const record = async (event: RunEvent): Promise<void> => {
      await journal.append(event);
      await ports.record(event);
    };
    const exitCode = await apply(planned, { run: 'r', version: '0', playbooks: [] }, { ...ports, record });
    return { exitCode, trouble: journal.trouble.reason, shown, hosts };
  } catch (error) {
    if (!(error instanceof RulerunError)) throw error;
    return { exitCode: error.exitCode, trouble: error, shown, hosts };
  }
}

function stateOf(host: ModelHost): unknown {
  return Object.fromEntries(host.state);
}

/** What the files on the disk say, read as `status` reads them. */
function recordOn({ files }: FailingDisk): readonly RunEvent[] {
  return readJournal(files.get('/runs/r/journal.jsonl') ?? '', files.get('/runs/r/journal-end.jsonl')).events;
}

const never = failingDisk(Number.POSITIVE_INFINITY, false);
await appliedOn(never, planWith('rollback_host'));

test('an apply asks the disk so often that its failing is tried at every point', () => {
  expect(never.calls.length).toBeGreaterThan(30);
  expect(never.calls[0]).toBe('reserve reserve');
  expect(never.calls.at(-1)).toBe('remove reserve');
});

test.for(
  (['rollback_host', 'rollback_run', 'stop', 'continue'] as const).flatMap((onFailure) =>
    [false, true].map((sticky) => ({ onFailure, sticky })),
  ),
)('a disk that fails at any call ends the run, with $onFailure and sticky $sticky', async (how) => {
  for (let nth = 1; nth <= never.calls.length; nth += 1) {
    const disk = failingDisk(nth, how.sticky);
    const ended = await appliedOn(disk, planWith(how.onFailure));
    const failed = disk.calls[nth - 1];
    // Hosts that end together share a sync, so that one way of ending asks less often than another.
    if (failed === undefined) break;
    const at = `call ${nth}: ${failed}`;
    expectWholeHosts(ended, at);
    expectNoMoreThanTheHosts([ended.shown, recordOn(disk)], ended.hosts, at);
    // Closing and giving back the reserve may fail without anybody's loss.
    if (!/^(close|remove) /.test(failed)) expectCause(ended, at);
    // No file is synced again after it failed.
    if (failed.startsWith('sync ')) expect(disk.calls.slice(nth), at).not.toContain(failed);
  }
});

/** No host is left in the middle, and the exit code is true. */
function expectWholeHosts({ exitCode, hosts }: Ended, at: string): void {
  const states = Object.values(hosts).map(stateOf);
  for (const state of states) expect([before, after], at).toContainEqual(state);
  for (const host of Object.values(hosts)) {
    if (host.verdicts.size > 0)
      expect([...host.verdicts.values()], at).toEqual([host.state.size === 3 ? 'confirmed' : 'rolledback']);
  }
  const isEverywhere = Object.values(hosts).every(({ state }) => state.size === 3);
  if (exitCode === ExitCode.ok || exitCode === ExitCode.rolledBack)
    expect(isEverywhere, at).toBe(exitCode === ExitCode.ok);
}

function expectCause({ exitCode, trouble }: Ended, at: string): void {
  expect(trouble, at).toBeInstanceOf(RulerunError);
  expect(String(trouble), at).toMatch(/cannot write the journal .*no space is left on its disk \(ENOSPC\)/);
  expect([ExitCode.rolledBack, ExitCode.unwritten], at).toContain(exitCode);
}

/** Nothing that is shown or kept says more than the hosts do. */
function expectNoMoreThanTheHosts(
  tellings: readonly (readonly RunEvent[])[],
  hosts: Ended['hosts'],
  at: string,
): void {
  const told = tellings.flatMap((events) => summarize(events)?.hosts ?? []);
  const statesOf = (...outcomes: (Outcome | undefined)[]): readonly unknown[] =>
    told
      .filter(({ outcome }) => outcomes.includes(outcome))
      .map(({ host }) => stateOf(hosts[host] as ModelHost));
  for (const state of statesOf('changed')) expect(state, at).toEqual(after);
  for (const state of statesOf('rolled-back', 'not-started')) expect(state, at).toEqual(before);
}

test('the end of a run is kept in the room that was reserved for it', async () => {
  const disk = failingDisk(never.calls.indexOf('append journal.jsonl') + 21, false);
  const { exitCode } = await appliedOn(disk, planWith('rollback_host'));
  expect(exitCode).toBe(ExitCode.rolledBack);
  const kept = summarize(recordOn(disk));
  expect(kept?.exitCode).toBe(ExitCode.rolledBack);
  expect(kept?.hosts.map(({ outcome }) => outcome)).toContain('rolled-back');
  expect([...disk.files.keys()]).not.toContain('/runs/r/reserve');
});

test.for(['EDQUOT', 'EROFS', 'EIO'])('%s is named as the cause', async (code) => {
  const { trouble } = await appliedOn(failingDisk(8, true, code), planWith('rollback_host'));
  expect(String(trouble)).toContain(`(${code})`);
  expect(trouble).toHaveProperty('hint', expect.stringMatching(/make room|dmesg/));
});
