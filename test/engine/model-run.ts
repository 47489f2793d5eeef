import { apply, foresee, type RunLabel } from '../../src/engine/run.ts';
import type { Actions } from '../../src/model/action.ts';
import type { Plan } from '../../src/model/playbook/plan.ts';
import type { Approval, Limits, Ports } from '../../src/model/ports.ts';
import type { RunEvent } from '../../src/model/run/event.ts';
import type { ExitCode } from '../../src/model/run/exit-code.ts';
import type { Outcome } from '../../src/model/run/outcome.ts';
import type { ModelHost } from './model-host.ts';
import { modelActions } from './model-plan.ts';
import { virtualClock } from './virtual-clock.ts';

export interface ModelRun {
  readonly exitCode: ExitCode;
  readonly events: readonly RunEvent[];
  readonly outcomes: Readonly<Record<string, Outcome>>;
  readonly whys: Readonly<Record<string, string | undefined>>;
}

export interface RunWith {
  readonly run?: string;
  readonly takeOver?: boolean;
  readonly runHere?: NonNullable<Ports['runHere']>;
  readonly limits?: Partial<Limits>;
  readonly stop?: AbortSignal;
  readonly abandon?: AbortSignal;
  readonly approve?: Approval;
  readonly confirmTask?: NonNullable<Ports['confirmTask']>;
  readonly files?: Readonly<Record<string, string>>;
  readonly holdsSecret?: NonNullable<Ports['holdsSecret']>;
  readonly actions?: Actions;
  readonly growing?: Ports['growing'];
  readonly keepHosts?: NonNullable<Ports['keepHosts']>;
  /** Called for each event before it counts as kept; may throw as a full disk does. */
  readonly onEvent?: (event: RunEvent) => void;
}

export function portsFor(
  hosts: Readonly<Record<string, ModelHost>>,
  events: RunEvent[],
  options: RunWith = {},
): Ports {
  const never = new AbortController().signal;
  return {
    clock: virtualClock(),
    random: { hex: (bytes) => '0'.repeat(bytes * 2) },
    connect: async ({ name }) => {
      const host = hosts[name];
      if (host === undefined) throw new Error(`there is no model host ${name}`);
      return host.connect(name);
    },
    actions: options.actions ?? modelActions,
    growing: options.growing,
    ...(options.keepHosts === undefined ? {} : { keepHosts: options.keepHosts }),
    record: async (event) => {
      options.onEvent?.(event);
      events.push(event);
    },
    signals: { stop: options.stop ?? never, abandon: options.abandon ?? never },
    localFile: async (_playbook, name) => {
      const text = options.files?.[name];
      return text === undefined ? undefined : new TextEncoder().encode(text);
    },
    ...(options.runHere === undefined ? {} : { runHere: options.runHere }),
    ...(options.holdsSecret === undefined ? {} : { holdsSecret: options.holdsSecret }),
    ...(options.confirmTask === undefined ? {} : { confirmTask: options.confirmTask }),
    approve: async () => options.approve ?? { kind: 'granted', except: new Map() },
    limits: {
      forks: 10,
      reconnectForMs: 30_000,
      newConnectionForMs: 30_000,
      freshForMs: 10_000,
      rollbackMs: 60_000,
      ...options.limits,
    },
  };
}

async function run(
  how: (plan: Plan, label: RunLabel, ports: Ports) => Promise<ExitCode>,
  plan: Plan,
  hosts: Readonly<Record<string, ModelHost>>,
  options: RunWith,
): Promise<ModelRun> {
  const events: RunEvent[] = [];
  const exitCode = await how(
    plan,
    { run: options.run ?? 'r', version: '0', playbooks: [] },
    portsFor(hosts, events, options),
  );
  const finished = events.filter((event) => event.type === 'host.finished');
  return {
    exitCode,
    events,
    outcomes: Object.fromEntries(finished.map(({ host, outcome }) => [host, outcome])),
    whys: Object.fromEntries(finished.map(({ host, why }) => [host, why])),
  };
}

export function applied(
  plan: Plan,
  hosts: Readonly<Record<string, ModelHost>>,
  options: RunWith = {},
): Promise<ModelRun> {
  const { takeOver = false } = options;
  return run((...args) => apply(...args, { takeOver }), plan, hosts, options);
}

export function foreseen(
  plan: Plan,
  hosts: Readonly<Record<string, ModelHost>>,
  options: RunWith = {},
): Promise<ModelRun> {
  return run(foresee, plan, hosts, options);
}

export function drifted(
  plan: Plan,
  hosts: Readonly<Record<string, ModelHost>>,
  options: RunWith = {},
): Promise<ModelRun> {
  return run((...args) => foresee(...args, 'drift'), plan, hosts, options);
}
