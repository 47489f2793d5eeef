import { isSettled, recordedWitnesses } from '../../src/engine/hosts/witnesses.ts';
import { recordedSteps } from '../../src/engine/undo/recorded-steps.ts';
import { rollBackRun } from '../../src/engine/undo/rollback-run.ts';
import type { RunEvent } from '../../src/model/run/event.ts';
import type { ModelHost } from './model-host.ts';
import { type ModelRun, portsFor, type RunWith } from './model-run.ts';

/** Rolls a run back in a new process, from what its journal and its hosts tell. */
export async function back(
  run: Pick<ModelRun, 'events'>,
  hosts: Readonly<Record<string, ModelHost>>,
  options: RunWith = {},
): Promise<{ exitCode: number; events: readonly RunEvent[] }> {
  const records = recordedSteps('r', run.events);
  const histories = Object.keys(hosts).map((name) => ({
    target: { name, address: { kind: 'local' } as const, becomePassword: undefined },
    users: [undefined, 'root'],
    steps: records.get(name)?.steps ?? [],
    complete: true,
    before: recordedWitnesses('r', run.events, name),
    settled: isSettled(run.events, name),
  }));
  const events: RunEvent[] = [];
  const label = { run: 'back', version: '0', playbooks: [] };
  return { exitCode: await rollBackRun('r', histories, label, portsFor(hosts, events, options)), events };
}
