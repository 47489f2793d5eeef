import { expect, test } from 'vitest';
import type { Cleared } from '../../model/ports.ts';
import type { RunCommand } from '../../model/run/event.ts';
import { oldRuns } from './old-runs.ts';
import type { ToldStory } from './stories.ts';

interface Row {
  readonly run: string;
  readonly command?: RunCommand;
  readonly left?: readonly string[];
  /** The run it rolled back. */
  readonly of?: string;
  readonly isCut?: true;
  readonly isYoung?: true;
}

function told({ run, command = 'apply', left = [], of, isCut, isYoung }: Row): ToldStory {
  return {
    summary: {
      run,
      command,
      version: '1',
      startedAt: isYoung ? '2026-02-01T00:00:00Z' : '2026-01-01T00:00:00Z',
      playbooks: [],
      exitCode: isCut ? undefined : 0,
      elapsedMs: undefined,
      interrupted: false,
      hosts: [],
    },
    left: new Set(left),
    of,
    fate: { backBy: [], left },
  };
}

const beforeMs = Date.parse('2026-01-15T00:00:00Z');
const gone: Cleared = { gone: ['a'], kept: [] };
const notGone: Cleared = { gone: [], kept: [{ run: 'a', why: 'it has not ended here' }] };

test.for<{
  readonly what: string;
  /** Newest first. */
  readonly runs: readonly Row[];
  readonly hosts?: Readonly<Record<string, Cleared>>;
  readonly gone: readonly string[];
  readonly kept?: readonly string[];
}>([
  { what: 'a run that left nothing', runs: [{ run: 'a' }], gone: ['a'] },
  { what: 'a preview that was cut off', runs: [{ run: 'a', command: 'plan', isCut: true }], gone: ['a'] },
  { what: 'a run that is not old enough', runs: [{ run: 'a', isYoung: true }], gone: [] },
  {
    what: 'a run that has not finished',
    runs: [{ run: 'a', isCut: true }],
    gone: [],
    kept: ['it has not finished: rulerun rollback a'],
  },
  {
    what: 'the newest that left something, though its hosts have forgotten it',
    runs: [{ run: 'a', left: ['h'] }],
    hosts: { h: gone },
    gone: [],
    kept: ['it is the newest one that can be rolled back'],
  },
  {
    what: 'an older one that is gone from its hosts',
    runs: [
      { run: 'b', left: ['h'], isYoung: true },
      { run: 'a', left: ['h'] },
    ],
    hosts: { h: gone },
    gone: ['a'],
  },
  ...[undefined, notGone].map((host) => ({
    what: 'an older one that a host still has, or that nobody asked about',
    runs: [
      { run: 'b', left: ['h'], isYoung: true as const },
      { run: 'a', left: ['h', 'i'] },
    ],
    hosts: { h: gone, ...(host === undefined ? {} : { i: host }) },
    gone: [],
    kept: ['it can still be rolled back on i'],
  })),
  {
    what: 'a rollback goes with its run',
    runs: [{ run: 'r', command: 'rollback', of: 'a' }, { run: 'a' }],
    gone: ['a', 'r'],
  },
  {
    what: 'a rollback stays as long as its run',
    runs: [
      { run: 'r', command: 'rollback', of: 'a' },
      { run: 'a', left: ['h'] },
    ],
    gone: [],
    kept: ['it is the newest one that can be rolled back', 'it tells what became of run a'],
  },
])('$what', ({ runs, hosts = {}, gone: expected, kept = [] }) => {
  const result = oldRuns(runs.map(told), { beforeMs, cleared: new Map(Object.entries(hosts)) });
  expect({ gone: result.gone, kept: result.kept.map(({ why }) => why) }).toEqual({ gone: expected, kept });
});
