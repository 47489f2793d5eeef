import { expect, test } from 'vitest';
import { isSettled, recordedWitnesses } from '../../src/engine/hosts/witnesses.ts';
import { recordedSteps } from '../../src/engine/undo/recorded-steps.ts';
import { rollBackRun } from '../../src/engine/undo/rollback-run.ts';
import { cleanedEvent } from '../../src/model/run/cleaned-event.ts';
import type { RunEvent } from '../../src/model/run/event.ts';
import { guard, set } from './model-actions.ts';
import { type ModelHost, modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { applied, portsFor } from './model-run.ts';

const RULES =
  '=iptables-save\n*filter\n:INPUT ACCEPT\n:FORWARD DROP\n-A INPUT -s 192.0.2.1/32 -j ACCEPT\nCOMMIT\n=end 0\n';
const target = { name: 'h', address: { kind: 'local' }, becomePassword: undefined } as const;
const fails = [set, { key: 'b', value: '1' }] as const;

/** A host whose rules are the word `rr_firewall`, and whose way back does what `undoing` says to them. */
function node(more: Parameters<typeof modelHost>[0] = {}): ModelHost {
  return modelHost({ initial: { rr_firewall: RULES }, broken: new Set(['b']), ...more });
}

const change = (to: string, undo = 'rr_firewall') => [guard, { to, undo }] as const;

test('a host is rolled back when its rules are what they were', async () => {
  const h = node();
  const run = await applied(plan({ batches: [['h']], tasks: [change(''), fails] }), { h });
  expect(run).toMatchObject({ exitCode: 5, outcomes: { h: 'rolled-back' } });
});

test.for([
  ['a rule', RULES.replace(/-A INPUT.*\n/, ''), 'lost in filter INPUT: -s 192.0.2.1/32 -j ACCEPT'],
  [
    'a policy',
    RULES.replace('FORWARD DROP', 'FORWARD ACCEPT'),
    'the policy of filter FORWARD went from DROP to ACCEPT',
  ],
] as const)('a host that has lost %s on the way is not called rolled back', async ([, to, said]) => {
  const h = node();
  // Its undo succeeds, of something else.
  const run = await applied(plan({ batches: [['h']], tasks: [change(to, 'other'), fails] }), { h });
  expect(run).toMatchObject({ exitCode: 6, outcomes: { h: 'rollback-failed' } });
  expect(run.whys['h']).toContain(`not as it was before: ${said}`);
  expect(h.verdicts.get('r')).toBe('rollback-failed');
});

test('what comes back by itself is waited for', async () => {
  let looks = 0;
  const h = node({
    onLook: (state) => {
      looks += 1;
      if (looks > 6) state.set('rr_firewall', RULES);
    },
  });
  const run = await applied(plan({ batches: [['h']], tasks: [change('', 'other'), fails] }), { h });
  expect(run).toMatchObject({ exitCode: 5, outcomes: { h: 'rolled-back' } });
});

test('an undo that fails where nothing has to go back has not failed', async () => {
  const h = node({ broken: new Set(['rr_firewall']), stubborn: new Set(['rr_firewall']) });
  const run = await applied(plan({ batches: [['h']], tasks: [change('')] }), { h });
  expect(run).toMatchObject({ exitCode: 5, outcomes: { h: 'rolled-back' } });
  // Nobody is told of a failure that is none, and nothing counts as left.
  expect(run.events.filter(({ type }) => type.startsWith('undo.'))).toMatchObject([
    { type: 'undo.started' },
    { type: 'undo.done', step: 1 },
  ]);
  expect(recordedSteps('r', run.events).get('h')?.steps).toMatchObject([{ state: 'undone' }]);
});

test('an undo that fails where something has to go back is told once', async () => {
  const h = node({ stubborn: new Set(['rr_firewall']) });
  const run = await applied(plan({ batches: [['h']], tasks: [change(''), fails] }), { h });
  expect(run).toMatchObject({ exitCode: 6, outcomes: { h: 'rollback-failed' } });
  expect(run.events.filter(({ type }) => type === 'undo.failed')).toMatchObject([{ step: 1 }]);
});

async function rolledBackLater(h: ModelHost, events: readonly RunEvent[]) {
  const later: RunEvent[] = [];
  const exitCode = await rollBackRun(
    'r',
    [
      {
        target,
        users: [undefined],
        complete: true,
        steps: recordedSteps('r', events).get('h')?.steps ?? [],
        before: recordedWitnesses('r', events, 'h'),
        settled: isSettled(events, 'h'),
      },
    ],
    { run: 'later', version: '0', playbooks: [] },
    portsFor({ h }, later),
  );
  const end = later.find((event) => event.type === 'host.finished');
  return { exitCode, why: end?.type === 'host.finished' ? end.why : undefined };
}

test('a new process compares with what the journal holds', async () => {
  const h = node();
  const run = await applied(plan({ batches: [['h']], tasks: [change('', 'other')] }), { h });
  expect(run.outcomes).toEqual({ h: 'changed' });
  const cutOff = run.events.filter(({ type }) => type !== 'host.finished');
  expect(await rolledBackLater(h, cutOff)).toMatchObject({
    exitCode: 6,
    why: expect.stringContaining('the chain filter INPUT is gone'),
  });
});

test('what the journal holds without its secrets is not compared', async () => {
  const h = node();
  const run = await applied(plan({ batches: [['h']], tasks: [change('', 'other')] }), { h });
  const events = run.events
    .filter(({ type }) => type !== 'host.finished')
    .map((event) => cleanedEvent(event, (text) => text.replaceAll('filter', '[secret]')));
  expect(await rolledBackLater(h, events)).toMatchObject({ exitCode: 0 });
});

test('long after a run that ended well, only what going back itself does counts', async () => {
  const others = `${RULES}`.replace('-A INPUT', '-A INPUT -s 203.0.113.1/32 -j DROP\n-A INPUT');
  const h = node();
  const steps = [set, { key: 'a', value: '1' }] as const;
  const run = await applied(plan({ batches: [['h']], tasks: [change('same'), steps] }), { h });
  h.state.set('rr_firewall', others);
  expect(
    await rolledBackLater(
      h,
      run.events.filter((event) => !('step' in event) || event.step !== 1),
    ),
  ).toMatchObject({
    exitCode: 0,
  });
});
