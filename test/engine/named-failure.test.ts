import { expect, test } from 'vitest';
import { type Failure, HostFailure } from '../../src/model/run/failure.ts';
import { namedFailure } from '../../src/model/run/named-failure.ts';
import { reportOf } from '../../src/report/fold/run-report.ts';
import { set } from './model-actions.ts';
import { type ModelHost, modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { applied } from './model-run.ts';

const refused: Failure = { kind: 'refused', why: 'os is 6, not 7', hint: undefined };

test.for([
  { section: 'preflight', says: 'os is 6, not 7 (check: The system is supported)' },
  { section: 'verify', says: 'os is 6, not 7 (check: The system is supported)' },
  { section: 'tasks', says: '"The system is supported": os is 6, not 7' },
  { section: 'handlers', says: '"The system is supported": os is 6, not 7' },
] as const)('in $section a failure is told as: $says', ({ section, says }) => {
  expect(namedFailure({ section }, 'The system is supported', refused)).toBe(says);
});

/** A host that lets us in and then fails like this. */
function failing(failure: Failure): ModelHost {
  return {
    ...modelHost(),
    connect: async () => ({
      session: () => Promise.reject(new HostFailure(failure)),
      [Symbol.asyncDispose]: async () => undefined,
    }),
  };
}

test.for([
  {
    failure: { kind: 'become', user: 'root', why: 'a password is needed', hint: 'use -K' } as const,
    outcome: 'blocked',
    what: 'become root',
  },
  {
    failure: { kind: 'protocol', why: 'it has said 9 bytes and has not come to the end' } as const,
    outcome: 'blocked',
    what: 'connect',
  },
  { failure: { kind: 'lost', cause: 'reset' } as const, outcome: 'unreachable', what: 'connect' },
])('a host that refuses ($failure.kind) does so under no check’s name', async (row) => {
  const model = plan({
    batches: [['h']],
    tasks: [[set, { key: 'a', value: '1' }]],
    preflight: [[set, { key: 'a', value: '1' }]],
  });
  const { events, outcomes, whys, exitCode } = await applied(model, { h: failing(row.failure) });
  expect(exitCode).toBe(4);
  expect(outcomes).toEqual({ h: row.outcome });
  expect(whys['h']).not.toContain('check');
  expect(events.some(({ type }) => type === 'preflight.refused')).toBe(false);
  const report = reportOf(events.map((event) => ({ event, atMs: 0 })));
  expect(report?.hosts[0]?.problems).toMatchObject([{ what: row.what }]);
});
