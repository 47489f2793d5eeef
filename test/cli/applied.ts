import { defaultLimits } from '../../src/app/limits.ts';
import { loadPlan } from '../../src/app/load.ts';
import { noPasswords } from '../../src/app/project/options.ts';
import { systemClock } from '../../src/app/system/clock.ts';
import { systemRandom } from '../../src/app/system/random.ts';
import { apply } from '../../src/engine/run.ts';
import { openSession } from '../../src/host/session/session.ts';
import type { Limits, Transport } from '../../src/model/ports.ts';
import type { RunEvent } from '../../src/model/run/event.ts';
import { connectWith } from '../../src/transports/connect.ts';
import { openTransports } from '../../src/transports/transports.ts';
import { sudoer } from './command.ts';

export interface Applying {
  readonly playbook: string;
  readonly inventory: string;
  readonly stateDir: string;
  /** What stands between the run and its hosts. */
  readonly over?: (transport: Transport) => Transport;
  /** Where hosts keep records; absent: where they would. */
  readonly stateRoot?: string;
  readonly limits?: Partial<Limits>;
}

/** Applies a playbook, without a journal and with nobody to ask. @throws {Error} for one that is wrong */
export async function applied({
  playbook,
  inventory,
  stateDir,
  over = (transport) => transport,
  stateRoot,
  limits,
}: Applying) {
  const loaded = await loadPlan(
    [playbook],
    { inventory: [inventory], tags: [], skipTags: [], extraVars: [] },
    { stateDir, environment: sudoer, passwords: async () => noPasswords },
  );
  if (!loaded.ok) throw new Error(`the playbook is wrong: ${JSON.stringify(loaded.diagnostics)}`);
  await using transports = openTransports(stateDir);
  const never = new AbortController().signal;
  const records = stateRoot === undefined ? {} : { stateRoot };
  const events: RunEvent[] = [];
  const exitCode = await apply(
    loaded.plan,
    { run: `20261128-000000-${systemRandom.hex(3)}`, version: '0', playbooks: [] },
    {
      clock: systemClock,
      actions: loaded.actions,
      lookups: loaded.lookups?.lookups,
      random: systemRandom,
      connect: connectWith({
        transport: over(transports),
        openSession: ({ signal, ...options }) => openSession({ ...options, ...records }, signal),
        clock: systemClock,
        random: systemRandom,
      }),
      record: async (event) => void events.push(event),
      signals: { stop: never, abandon: never },
      localFile: async () => undefined,
      approve: async () => ({ kind: 'granted', except: new Map() }),
      limits: { ...defaultLimits({ forks: 5 }), ...limits },
    },
  );
  return { exitCode, events };
}
