import { expect, test } from 'vitest';
import { recordedSteps } from '../../src/engine/undo/recorded-steps.ts';
import { rollBackRun } from '../../src/engine/undo/rollback-run.ts';
import type { RunEvent } from '../../src/model/run/event.ts';
import { isOwed } from '../../src/model/run/undo-owed.ts';
import { nextStep } from '../../src/renderers/next-step.ts';
import { storyOf } from '../../src/report/fold/fate.ts';
import { reportOf } from '../../src/report/fold/run-report.ts';
import { summarize } from '../../src/report/fold/summary.ts';
import { htmlReport } from '../../src/report/html/html.ts';
import { plain } from '../renderers/plainly.ts';
import { poke, set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { type ModelTask, plan } from './model-plan.ts';
import { applied, foreseen, portsFor } from './model-run.ts';

/** The ways in which a command without an undo says that it changes nothing. */
const BEFORE_IT_RUNS: readonly (readonly [string, NonNullable<ModelTask[2]>])[] = [
  ['false', { changedWhen: false }],
  ['False in quotes', { changedWhen: 'False' }],
  ['a variable', { changedWhen: 'counted' }],
  ['a variable and its own result', { changedWhen: 'counted and p.rc == 2', register: 'p' }],
];
const BY_ITS_RESULT: typeof BEFORE_IT_RUNS = [
  ['its own result', { changedWhen: 'p.rc == 2', register: 'p' }],
];

function asking(more: NonNullable<ModelTask[2]>, ...then: readonly ModelTask[]) {
  const tasks: ModelTask[] = [[poke, { key: 'a', value: '1' }, more], ...then];
  return plan({ batches: [['h']], tasks, variables: { counted: false } });
}

/** Everything that a person is told of a run. */
function views(events: readonly RunEvent[]): string {
  const report = reportOf(events.map((event) => ({ event, atMs: 0 })));
  const summary = summarize(events);
  if (report === undefined || summary === undefined) throw new Error('there is a run.started');
  return [
    plain(events).all.join('\n'),
    htmlReport(report).replace(/<(style|p class="legend")>.*?<\/(style|p)>/gs, ''),
    ...nextStep(summary),
  ].join('\n');
}

/** Steps that call for an undo or a person: as the recap, `rollback last`, and the rollback itself count them. */
function owed(events: readonly RunEvent[]): readonly (number | undefined)[] {
  return [
    summarize(events)?.hosts[0]?.owed,
    storyOf(events, undefined)?.left.size,
    recordedSteps('r', events).get('h')?.steps.filter(isOwed).length,
  ];
}

test.for([...BEFORE_IT_RUNS, ...BY_ITS_RESULT])(
  'nobody is told of an undo for a command that changes nothing by %s',
  async ([, more]) => {
    const { events, exitCode, outcomes } = await applied(asking(more), { h: modelHost() });
    expect({ exitCode, outcomes }).toEqual({ exitCode: 0, outcomes: { h: 'unchanged' } });
    expect(owed(events)).toEqual([0, 0, 0]);
    expect(nextStep(summarize(events) ?? expect.fail())).toEqual([]);
  },
);

test.for(BEFORE_IT_RUNS)('nor is in a preview, or a report, by %s', async ([, more]) => {
  const preview = await foreseen(asking(more), { h: modelHost() });
  const run = await applied(asking(more), { h: modelHost() });
  expect(preview.exitCode).toBe(0);
  expect(views(preview.events)).toContain('says that it changes nothing');
  for (const { events } of [preview, run])
    expect(views(events)).not.toMatch(/und[oi]|rollback|roll(ed|ing)? back/i);
});

test.for(BEFORE_IT_RUNS)('Ctrl-C after it leaves nothing to put back, by %s', async ([, more]) => {
  const stop = new AbortController();
  const h = modelHost({ onStep: () => stop.abort() });
  const { events, exitCode, outcomes } = await applied(
    asking(more, [set, { key: 'b', value: '1' }]),
    { h },
    { stop: stop.signal },
  );
  expect({ exitCode, outcomes }).toEqual({ exitCode: 130, outcomes: { h: 'not-started' } });
  expect(events.filter(({ type }) => type.startsWith('undo'))).toEqual([]);
  expect(views(events)).not.toMatch(/undo|rollback|rolled back/i);
  expect(h.lock).toBeUndefined();
});

test.for(BEFORE_IT_RUNS)('a failure after it leaves nothing to put back, by %s', async ([, more]) => {
  const failing: ModelTask = [poke, { key: 'bad', value: '1' }, { changedWhen: false }];
  const h = modelHost({ broken: new Set(['bad']) });
  const { events, exitCode, outcomes } = await applied(asking(more, failing), { h });
  expect({ exitCode, outcomes }).toEqual({ exitCode: 5, outcomes: { h: 'failed' } });
  expect(owed(events)).toEqual([0, 0, 0]);
  expect(h.lock).toBeUndefined();
});

test.for([
  ...BEFORE_IT_RUNS.map(([name, more]) => ({ name, more, exitCode: 0 })),
  // Nobody knows what it would have said, so a person must look.
  ...BY_ITS_RESULT.map(([name, more]) => ({ name, more, exitCode: 6 })),
])('killed in the middle, it is put right with exit code $exitCode, by $name', async ({ more, exitCode }) => {
  const h = modelHost({ cutOff: new Set([1]) });
  const events: RunEvent[] = [];
  const killed = applied(
    asking(more),
    { h },
    {
      onEvent: (event) => {
        if (event.type === 'task.failed') throw new Error('killed');
        events.push(event);
      },
    },
  );
  await expect(killed).rejects.toThrow('killed');
  const history = {
    target: { name: 'h', address: { kind: 'local' } as const, becomePassword: undefined },
    users: [undefined],
    steps: recordedSteps('r', events).get('h')?.steps ?? [],
    complete: true,
  };
  const label = { run: 'back', version: '0', playbooks: [] };
  expect(await rollBackRun('r', [history], label, portsFor({ h }, []))).toBe(exitCode);
  expect(h.lock === undefined).toBe(true);
});
