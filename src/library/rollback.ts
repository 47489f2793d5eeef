import { holdRunIfPossible } from '../app/records/run-holder.ts';
import { newLabel } from '../app/run.ts';
import { runToRollBack, undoneBy } from '../app/undo/choice.ts';
import { undoRecord } from '../app/undo/record.ts';
import { targetsNow } from '../app/undo/targets.ts';
import { historiesOf, undo } from '../app/undo/undo.ts';
import { ExitCode } from '../model/run/exit-code.ts';
import { conductOf, contextOf, vaultOf } from './defaults.ts';
import { endOf } from './end-of.ts';
import { type Ended, unbegun } from './ended.ts';
import type { RollbackSettings } from './settings.ts';

/**
 * Undoes what a run did, on every host, newest first, and releases the hosts. `wanted`: what the run is called, or `last`
 * for the newest that changed something. Where nothing is left to undo, no run is begun and the exit code is 0.
 * @throws {RulerunError} `NO_SUCH_RUN`, `NOTHING_TO_ROLL_BACK` when it recorded no host, `RUN_IN_PROGRESS`,
 * `UNDER_NEWER_RUN`, `LIMIT_UNMATCHED`, `RECORD_VERSION`, `JOURNAL_UNREADABLE`, or `STATE_…` for the state folder
 */
export async function rollback(wanted: string, settings: RollbackSettings = {}): Promise<Ended> {
  const { inventory = [], extraVars, ...reach } = settings;
  const context = contextOf(settings, vaultOf(settings.vaultPasswords));
  const choice = await runToRollBack(wanted, context.stateDir);
  if (choice.kind !== 'run') return unbegun(ExitCode.ok, []);
  const old = choice.run;
  await using _ = await holdRunIfPossible(context.stateDir, old);
  const record = await undoRecord(old, settings.limit, context);
  if ((await undoneBy(record, context)) !== undefined) return unbegun(ExitCode.ok, []);
  const options = { ...reach, inventory, extraVars: extraVars ? [JSON.stringify(extraVars)] : [] };
  const now = await targetsNow(record.hosts, options, await context.passwords(), context);
  if (!now.ok) return unbegun(ExitCode.invalid, now.diagnostics);
  const histories = historiesOf(record, now.targets);
  if (histories.length === 0) return unbegun(ExitCode.ok, now.diagnostics);
  const label = newLabel([`rollback of ${old}`]);
  const how = { ...conductOf(settings), unrecorded: (why: Error) => process.emitWarning(why) };
  return await endOf(label.run, now.diagnostics, (ended) =>
    undo(old, histories, label, { ...how, ended }, context),
  );
}
