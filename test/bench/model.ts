import { set } from '../engine/model-actions.ts';
import { type ModelHost, modelHost } from '../engine/model-host.ts';
import { plan } from '../engine/model-plan.ts';
import { applied } from '../engine/model-run.ts';

const tasks = 10;

/** What the engine alone costs: no network, no shell, no journal. */
export interface ModelCost {
  readonly phase: 'changing' | 'unchanged';
  readonly cpuMsPerHost: number;
  /** Held when the run is over, its events too and what the model hosts have noted. Needs `node --expose-gc`. */
  readonly kibPerHost: number;
}

/** Ten tasks on hosts that are maps of words to words. @throws {Error} when one of them is not as it should be */
export async function modelCost(hosts: number, phase: ModelCost['phase']): Promise<ModelCost> {
  const initial = phase === 'changing' ? {} : wanted();
  const fleet = Object.fromEntries(
    Array.from({ length: hosts }, (_, at): [string, ModelHost] => [`host-${at}`, modelHost({ initial })]),
  );
  const before = { cpu: process.cpuUsage(), heap: heapBytes() };
  const run = await applied(
    plan({
      batches: [Object.keys(fleet)],
      tasks: Object.entries(wanted()).map(([key, value]) => [set, { key, value }]),
    }),
    fleet,
  );
  const { user, system } = process.cpuUsage(before.cpu);
  const outcome = phase === 'changing' ? 'changed' : 'unchanged';
  const good = Object.values(run.outcomes).filter((each) => each === outcome).length;
  if (good !== hosts) throw new Error(`${hosts - good} of ${hosts} model hosts are not ${outcome}`);
  const held = heapBytes() - before.heap;
  return { phase, cpuMsPerHost: (user + system) / 1000 / hosts, kibPerHost: held / 1024 / hosts };
}

function wanted(): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: tasks }, (_, at) => [`word-${at}`, 'new']));
}

function heapBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
