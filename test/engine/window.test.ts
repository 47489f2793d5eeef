import { expect, test } from 'vitest';
import { apply } from '../../src/engine/run.ts';
import type { Plan } from '../../src/model/playbook/plan.ts';
import type { Ports } from '../../src/model/ports.ts';
import type { RunEvent } from '../../src/model/run/event.ts';
import { set } from './model-actions.ts';
import { type ModelHost, modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { portsFor } from './model-run.ts';

const CLOSED = 'the maintenance window closed at 04:00 UTC';
const setA = [set, { key: 'a', value: '1' }] as const;
const setC = [set, { key: 'c', value: '3' }] as const;

interface Told {
  readonly exitCode: number;
  readonly events: readonly RunEvent[];
  readonly outcomes: Readonly<Record<string, string>>;
  readonly stopped: readonly string[];
}

/** A host that takes `ms` of virtual time for each step. */
function slow(host: ModelHost, ms: number, ports: Ports): ModelHost {
  return {
    ...host,
    connect: async () => {
      const connection = await host.connect();
      return {
        ...connection,
        session: async (...args) => {
          const session = await connection.session(...args);
          return {
            ...session,
            perform: async (...step) => {
              await ports.clock.sleep(ms);
              return session.perform(...step);
            },
          };
        },
      };
    },
  };
}

/** Applies with a window that closes `closesAt` milliseconds after the start; every step takes a second. */
async function within(
  closesAt: number,
  planned: Plan,
  hosts: Readonly<Record<string, ModelHost>>,
  forks = 10,
): Promise<Told> {
  const events: RunEvent[] = [];
  const given = portsFor({}, events, { limits: { forks } });
  const slowed = Object.fromEntries(
    Object.entries(hosts).map(([name, host]) => [name, slow(host, 1000, given)]),
  );
  const { connect } = portsFor(slowed, events);
  const closed = (): string | undefined => (given.clock.now() >= closesAt ? CLOSED : undefined);
  const ports: Ports = { ...given, connect, limits: { ...given.limits, closed } };
  const exitCode = await apply(planned, { run: 'r', version: '0', playbooks: [] }, ports);
  return {
    exitCode,
    events,
    outcomes: Object.fromEntries(
      events.flatMap((event) => (event.type === 'host.finished' ? [[event.host, event.outcome]] : [])),
    ),
    stopped: events.flatMap((event) => (event.type === 'rollout.stopped' ? [event.why] : [])),
  };
}

function three(): Record<'one' | 'two' | 'three', ModelHost> {
  return { one: modelHost(), two: modelHost(), three: modelHost() };
}

test('a window that closes between batches leaves the rest as it is, and says why', async () => {
  const hosts = three();
  const run = await within(1500, plan({ batches: [['one'], ['two'], ['three']], tasks: [setA] }), hosts);
  expect(run.outcomes).toEqual({ one: 'changed', two: 'changed', three: 'not-started' });
  expect(run.stopped).toEqual([CLOSED]);
  expect(run.exitCode).toBe(130);
  expect(hosts.three.starts.size).toBe(0);
});

test('hosts that wait for their turn within a batch are not begun either; the one at work finishes', async () => {
  const hosts = three();
  const run = await within(500, plan({ batches: [['one', 'two', 'three']], tasks: [setA, setC] }), hosts, 1);
  expect(run.outcomes).toEqual({ one: 'changed', two: 'not-started', three: 'not-started' });
  expect(Object.fromEntries(hosts.one.state)).toEqual({ a: '1', c: '3' });
  expect(hosts.one.verdicts.get('r')).toBe('confirmed');
  expect(run.exitCode).toBe(130);
});

test('a window that is closed at the start changes nothing', async () => {
  const hosts = three();
  const run = await within(0, plan({ batches: [['one'], ['two', 'three']], tasks: [setA] }), hosts);
  expect(Object.values(run.outcomes)).toEqual(['not-started', 'not-started', 'not-started']);
  expect(Object.values(hosts).map(({ starts }) => starts.size)).toEqual([0, 0, 0]);
  expect(run.exitCode).toBe(130);
});

test('a host that has been through one play and may not begin the next does not look done', async () => {
  const hosts = three();
  const run = await within(
    500,
    plan({ batches: [['one']], tasks: [setA] }, { batches: [['one', 'two']], tasks: [setC] }),
    hosts,
  );
  expect(run.outcomes).toEqual({ one: 'changed', two: 'not-started' });
  expect(run.exitCode).toBe(130);
});

test('with rollback_run the end of the window is no failure: what is done stays', async () => {
  const hosts = three();
  const batches = [['one'], ['two'], ['three']] as const;
  const run = await within(500, plan({ batches, onFailure: 'rollback_run', tasks: [setA] }), hosts);
  expect(run.outcomes).toEqual({ one: 'changed', two: 'not-started', three: 'not-started' });
  expect(hosts.one.state.get('a')).toBe('1');
  expect(run.exitCode).toBe(130);
});

test('a host that fails as the window closes goes back, and its failure speaks', async () => {
  const hosts = { ...three(), one: modelHost({ initial: { a: '0' }, broken: new Set(['c']) }) };
  const run = await within(500, plan({ batches: [['one'], ['two']], tasks: [setA, setC] }), hosts);
  expect(run.outcomes).toEqual({ one: 'rolled-back', two: 'not-started' });
  expect(hosts.one.state.get('a')).toBe('0');
  expect(run.stopped).toEqual(['one failed']);
  expect(run.exitCode).toBe(5);
});

test('a window that stays open stops nothing', async () => {
  const run = await within(60_000, plan({ batches: [['one'], ['two']], tasks: [setA] }), three());
  expect(run).toMatchObject({ exitCode: 0, stopped: [] });
});
