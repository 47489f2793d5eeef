import { expect, test } from 'vitest';
import { attempt } from '../../src/engine/hosts/attempt.ts';
import { hostIn, NO_WORLD, newHostState } from '../../src/engine/hosts/host-state.ts';
import { finishHost, newRun } from '../../src/engine/run-state.ts';
import type { RunEvent } from '../../src/model/run/event.ts';
import { NO_ROLES } from '../../src/resolve/evaluator.ts';
import { set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { portsFor } from './model-run.ts';

/** What cannot happen is told when it does, as the bug that it is, and never taken for a success. */

const one = plan({ batches: [['h']], tasks: [[set, { key: 'a', value: '1' }]] });

test('what is thrown without being an error is a bug with a word', async () => {
  const thrown = await attempt(async () => {
    throw 'a word';
  });
  const bare = Object.assign(new Error('why'), { stack: undefined });
  expect(await attempt(() => Promise.reject(bare))).toMatchObject({
    failure: { why: 'Error: why', stack: '' },
  });
  expect(thrown).toEqual({ ok: false, failure: { kind: 'internal', why: 'a word', stack: '' } });
});

test('a host has one outcome, and a second one is refused', async () => {
  const events: RunEvent[] = [];
  const run = newRun('r', one, portsFor({ h: modelHost() }, events));
  const result = { outcome: 'changed', why: undefined, left: false } as const;
  await finishHost(run, 'h', result);
  await expect(finishHost(run, 'h', result)).rejects.toThrow('h has an outcome already');
  // One that no play knows has nothing to close.
  await finishHost(run, 'stranger', result);
  expect(events.map(({ type }) => type)).toEqual(['host.finished', 'host.finished']);
});

test('a host knows the variables of its own plays alone', () => {
  const [play] = one.plays;
  const [host] = play?.batches.flat() ?? [];
  const [task] = play?.tasks ?? [];
  if (host === undefined || task === undefined) throw new Error('the plan is empty');
  const inPlay = {
    ...host,
    scope: { magic: {}, names: {}, written: {}, open: [], roles: NO_ROLES, folder: '/' },
  };
  const state = newHostState(host.target, new Map([[1, inPlay]]), NO_WORLD);
  expect(hostIn(state, task)).toBe(inPlay);
  const elsewhere = { ...task, address: { ...task.address, play: 2 } };
  expect(() => hostIn(state, elsewhere)).toThrow('h is not in play 2');
});
