import type { JournalText } from '../../journal/read.ts';
import { loadJournal, readDocument } from '../../journal/runs.ts';
import { RulerunError } from '../../model/error.ts';
import type { Controller } from '../controller.ts';
import type { RecordedHost, RecordedHosts } from '../records/recorded-hosts.ts';
import { projectFiles } from '../system/project-files.ts';
import { hostsInLimit } from './hosts-in-limit.ts';

/** What this machine knows of a run that is to be undone. */
export interface UndoRecord {
  readonly run: string;
  /** Those of its hosts that are meant. */
  readonly hosts: readonly RecordedHost[];
  readonly journal: JournalText;
}

/**
 * Looks up a run. `limit`: only the hosts of this pattern.
 * @throws {RulerunError} `NOTHING_TO_ROLL_BACK`, `LIMIT_UNMATCHED`, `JOURNAL_UNREADABLE`
 */
export async function undoRecord(
  run: string,
  limit: string | undefined,
  { stateDir, environment }: Controller,
): Promise<UndoRecord> {
  const recorded = await hostsOf(run, stateDir);
  const meant = await hostsInLimit(limit, recorded, projectFiles(environment));
  const hosts = recorded.filter(({ name }) => meant.has(name));
  return { run, hosts, journal: await loadJournal(stateDir, run) };
}

async function hostsOf(run: string, stateDir: string): Promise<readonly RecordedHost[]> {
  const recorded = (await readDocument(stateDir, run, 'targets.json')) as RecordedHosts | undefined;
  if (recorded?.formatVersion === 1) return recorded.targets;
  if (recorded !== undefined) {
    throw new RulerunError(
      'RECORD_VERSION',
      `run ${run} was recorded by a rulerun that keeps hosts in another way`,
      {
        hint: 'roll it back with the version that made it, which `rulerun status --json` tells',
      },
    );
  }
  throw new RulerunError('NOTHING_TO_ROLL_BACK', `run ${run} has no record of its hosts`, {
    hint: 'only a run of `rulerun apply` can be rolled back; `rulerun history` lists them',
  });
}
