import { isDiskTrouble } from '../../disk/cause.ts';
import { isSettled, recordedWitnesses } from '../../engine/hosts/witnesses.ts';
import type { RunLabel } from '../../engine/run.ts';
import { recordedSteps } from '../../engine/undo/recorded-steps.ts';
import type { HostHistory } from '../../engine/undo/rollback-host.ts';
import { rollBackRun } from '../../engine/undo/rollback-run.ts';
import { createJournal, type Journal } from '../../journal/append.ts';
import { noJournal } from '../../journal/none.ts';
import { journalPath } from '../../journal/paths.ts';
import { createRunFolder, keepDocument } from '../../journal/runs.ts';
import { RulerunError } from '../../model/error.ts';
import type { Target } from '../../model/playbook/address.ts';
import type { ExitCode } from '../../model/run/exit-code.ts';
import { type Conduct, conduct } from '../conduct.ts';
import type { Controller } from '../controller.ts';
import { secretsOf } from '../secrets.ts';
import { systemClock } from '../system/clock.ts';
import type { UndoRecord } from './record.ts';

/** The hosts that the run reached, or may have: all of them, unless a whole journal tells that it did not. */
export function historiesOf(
  { run, hosts, journal: { events, state } }: UndoRecord,
  targets: readonly Target[],
): readonly HostHistory[] {
  const records = recordedSteps(run, events);
  const complete = state === 'whole' && events.at(-1)?.type === 'run.finished';
  return targets
    .filter(({ name }) => !complete || records.get(name)?.reached === true)
    .map((target) => {
      const steps = records.get(target.name)?.steps ?? [];
      const planned = hosts.find(({ name }) => name === target.name)?.users ?? [null];
      const users = new Set([
        ...steps.map(({ become }) => become),
        ...planned.map((user) => user ?? undefined),
      ]);
      return {
        target,
        users: [...users],
        steps,
        complete,
        before: recordedWitnesses(run, events, target.name),
        settled: isSettled(events, target.name),
      };
    });
}

/**
 * Undoes what a run did, on every host, newest first, from what lies on the hosts, and gives the hosts free.
 * `unrecorded`: hears why no record of this is kept here, where a disk takes nothing more.
 */
export function undo(
  old: string,
  histories: readonly HostHistory[],
  label: RunLabel,
  how: Conduct & { readonly unrecorded: (why: RulerunError) => void },
  { stateDir }: Pick<Controller, 'stateDir'>,
): Promise<ExitCode> {
  return conduct(
    {
      secrets: secretsOf(histories.map(({ target }) => target)),
      journal: (clean) =>
        recordedIfPossible(how.unrecorded, async () => {
          await createRunFolder(stateDir, label.run);
          await keepDocument(stateDir, label.run, 'rollback.json', { formatVersion: 1, of: old });
          return createJournal(journalPath(stateDir, label.run), clean, systemClock.now);
        }),
      run: (ports) => rollBackRun(old, histories, label, ports),
    },
    how,
    stateDir,
  );
}

/**
 * The record of a run that goes back. A disk of this machine that is full or broken does not hold it up: what is needed
 * lies on the hosts, and they record what became of it. `unrecorded` then hears why.
 */
async function recordedIfPossible(
  unrecorded: (why: RulerunError) => void,
  begin: () => Promise<Journal>,
): Promise<Journal> {
  try {
    return await begin();
  } catch (error) {
    if (!(error instanceof RulerunError) || !isDiskTrouble(error.cause)) throw error;
    unrecorded(error);
    return noJournal();
  }
}
