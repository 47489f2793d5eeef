import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { newYield } from '../../src/app/yield-to-loop.ts';
import { systemTerminal } from '../../src/cli/terminal/terminal.ts';
import { viewFor } from '../../src/cli/terminal/view-for.ts';
import { apply } from '../../src/engine/run.ts';
import type { HostConnection, Ports } from '../../src/model/ports.ts';
import { check, poke, set } from '../engine/model-actions.ts';
import { type ModelHost, modelHost } from '../engine/model-host.ts';
import { plan } from '../engine/model-plan.ts';
import { portsFor } from '../engine/model-run.ts';
import { nodes } from './scene.ts';

// Run in a pseudo-terminal by live.test.ts: an apply on model hosts whose answers take real time, shown as it is shown
// to a person. The last line of standard output says what it measured.

const count = Number(process.env['HOSTS'] ?? 1_000);
const pace = Number(process.env['PACE'] ?? 1);
const names = nodes(count);

/** A host that takes its time: a little each, and one of many takes very long. */
function slowly(host: ModelHost, index: number): ModelHost {
  const wait = (ms: number): Promise<void> => sleep(ms * pace);
  const usual = 20 + ((index * 37) % 60);
  return {
    ...host,
    connect: async () => {
      await wait(usual);
      const connection = await host.connect();
      const slow: HostConnection = {
        ...connection,
        session: async (...args) => {
          const session = await connection.session(...args);
          return {
            ...session,
            observe: async (...asked) => {
              await wait(usual / 2);
              return session.observe(...asked);
            },
            perform: async (step, ...asked) => {
              await wait(index % 300 === 150 && step.number === 1 ? 12_500 : usual * 2);
              return session.perform(step, ...asked);
            },
            undo: async (...asked) => {
              await wait(800);
              return session.undo(...asked);
            },
          };
        },
      };
      return slow;
    },
  };
}

const hosts = Object.fromEntries(
  names.map((name, index) => [
    name,
    slowly(
      modelHost({ initial: { docker: 'yes' }, broken: new Set(index % 125 === 100 ? ['rules'] : []) }),
      index,
    ),
  ]),
);

const model = plan({
  name: 'Disable and mask iptables.service',
  batches: [
    names.slice(0, 1),
    names.slice(1, Math.ceil(count / 4)),
    names.slice(Math.ceil(count / 4)),
  ].filter((batch) => batch.length > 0),
  maxFailPercentage: 10,
  soakMs: 1_000 * pace,
  preflight: [[check, { key: 'docker', is: 'yes' }, { name: 'Docker does not require iptables.service' }]],
  tasks: [
    [set, { key: 'unit', value: 'masked' }, { name: 'Keep iptables.service from ever starting' }],
    [
      set,
      { key: 'rules', value: 'clean' },
      { name: 'Remove the rules that nobody owns', notify: ['Tell the log'] },
    ],
    [set, { key: 'docker', value: 'yes' }, { name: 'Docker stays as it is' }],
  ],
  handlers: [[poke, { key: 'log', value: 'told' }, { name: 'Tell the log', irreversible: true }]],
  verify: [
    [check, { key: 'unit', is: 'masked' }, { name: 'The running rules and containers are as they were' }],
  ],
});

const view = viewFor({ verbose: 0, output: 'live' }, systemTerminal(), (text) => text);
const giveWay = newYield(() => performance.now());
const delay = monitorEventLoopDelay({ resolution: 5 });
const ports: Ports = {
  ...portsFor(hosts, [], { limits: { forks: 50 } }),
  clock: {
    now: () => performance.now(),
    wall: () => new Date().toISOString(),
    sleep: (ms, signal) =>
      sleep(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
  },
  record: async (event) => {
    if (event.type === 'run.started') delay.enable();
    view.show(event);
    await giveWay();
  },
  approve: async () => {
    await sleep(300 * pace);
    return { kind: 'granted', except: new Map() };
  },
};
const startedAt = performance.now();
const exitCode = await apply(
  model,
  { run: '20261122-235544-a1b2c3', version: '0', playbooks: ['playbooks/disable-iptables-service.yml'] },
  ports,
);
delay.disable();
view.close();
const listeners = (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGTSTP'] as const).map((signal) =>
  process.listenerCount(signal),
);
process.stdout.write(
  `measured ${JSON.stringify({ exitCode, elapsedMs: Math.round(performance.now() - startedAt), longestDelayMs: Math.round(delay.max / 1e6), meanDelayMs: Math.round(delay.mean / 1e4) / 100, signalListeners: listeners })}\n`,
);
