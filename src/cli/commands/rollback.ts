import { recordedSteps } from '../../engine/recorded-steps.ts';
import type { HostHistory } from '../../engine/rollback-host.ts';
import { rollBackRun } from '../../engine/rollback-run.ts';
import { isSettled, recordedWitnesses } from '../../engine/witnesses.ts';
import { createJournal } from '../../journal/append.ts';
import { journalPath } from '../../journal/paths.ts';
import type { JournalText } from '../../journal/read.ts';
import { createRunFolder, keepDocument, loadJournal, newRunName, readDocument } from '../../journal/runs.ts';
import type { Target } from '../../model/address.ts';
import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/exit-code.ts';
import { isOwed } from '../../model/undo-owed.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import { counted } from '../../renderers/words.ts';
import { isYes } from '../approve.ts';
import type { Cli } from '../command-line.ts';
import { conduct } from '../conduct.ts';
import type { FrozenTarget, FrozenTargets } from '../frozen.ts';
import { hostsInLimit } from '../frozen-limit.ts';
import { noTerminal } from '../no-terminal.ts';
import type { RunOptions } from '../options.ts';
import { askPasswords } from '../passwords.ts';
import { systemClock } from '../ports/clock.ts';
import { systemRandom } from '../ports/random.ts';
import { recordedIfPossible } from '../recorded-if-possible.ts';
import { rolledBackAlready, runToRollBack } from '../rollback-choice.ts';
import { targetsNow } from '../rollback-targets.ts';
import { holdRunIfPossible } from '../run-holder.ts';
import { secretsOf } from '../secrets.ts';
import { packageVersion } from '../version.ts';

/** Undoes what a run did, on every host, newest first, from what lies on the hosts, and gives the hosts free. */
export async function rollback(wanted: string, options: RunOptions, cli: Cli): Promise<ExitCode> {
  const { terminal, stateDir } = cli;
  const old = await runToRollBack(wanted, stateDir);
  if (old === undefined) {
    terminal.err(`No run in ${safeLine(stateDir)} left anything that has not been rolled back.\n`);
    return ExitCode.ok;
  }
  await using _ = await holdRunIfPossible(stateDir, old);
  const frozen = await frozenOf(old, stateDir);
  const hosts = await hostsInLimit(options.limit, frozen);
  const journal = await loadJournal(stateDir, old);
  if (journal.state !== 'whole') terminal.err(`${damage(old, journal)}\n`);
  const by = await rolledBackAlready(old, hosts, stateDir);
  // What a damaged journal does not tell of may still be there.
  if (by !== undefined && journal.state === 'whole') {
    terminal.err(
      `Run ${old} was rolled back by run ${by.map(({ run }) => run).join(', ')}: nothing is left to undo.\n`,
    );
    return ExitCode.ok;
  }
  const targets = await targetsNow(
    frozen.filter(({ name }) => hosts.has(name)),
    options,
    await askPasswords(options, terminal),
    cli,
  );
  if (targets === undefined) return ExitCode.invalid;
  const histories = historiesOf(old, journal, targets, frozen);
  if (histories.length === 0) {
    terminal.err(`Run ${old} left nothing to undo.\n`);
    return ExitCode.ok;
  }
  if (!(await agreed(old, histories, options, cli))) return ExitCode.interrupted;

  const run = newRunName(systemClock.wall(), systemRandom.hex(3));
  return conduct(options, cli, {
    secrets: secretsOf(histories.map(({ target }) => target)),
    journal: (clean) =>
      recordedIfPossible(terminal, async () => {
        await createRunFolder(stateDir, run);
        await keepDocument(stateDir, run, 'rollback.json', { formatVersion: 1, of: old });
        return createJournal(journalPath(stateDir, run), clean, systemClock.now);
      }),
    work: (ports) => {
      const label = { run, version: packageVersion(), playbooks: [`rollback of ${old}`] };
      return rollBackRun(old, histories, label, ports);
    },
  });
}

async function frozenOf(run: string, stateDir: string): Promise<readonly FrozenTarget[]> {
  const frozen = (await readDocument(stateDir, run, 'targets.json')) as FrozenTargets | undefined;
  if (frozen !== undefined) return frozen.targets;
  throw new RulerunError('NOTHING_TO_ROLL_BACK', `run ${run} has no record of its hosts`, {
    exitCode: ExitCode.usage,
    hint: 'only a run of `rulerun apply` can be rolled back; `rulerun history` lists them',
  });
}

function damage(run: string, { state, why }: JournalText): string {
  const what = state === 'torn' ? 'ends in the middle of a record' : 'is damaged';
  return `The journal of run ${run} ${what} (${why}). The records on its hosts decide what is undone; steps that only they know have no name here.`;
}

/** The hosts that the run reached, or may have: all of them, unless a whole journal tells that it did not. */
function historiesOf(
  run: string,
  { events, state }: JournalText,
  targets: readonly Target[],
  frozen: readonly FrozenTarget[],
): readonly HostHistory[] {
  const records = recordedSteps(run, events);
  const complete = state === 'whole' && events.at(-1)?.type === 'run.finished';
  return targets
    .filter(({ name }) => !complete || records.get(name)?.reached === true)
    .map((target) => {
      const steps = records.get(target.name)?.steps ?? [];
      const planned = frozen.find(({ name }) => name === target.name)?.users ?? [null];
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

async function agreed(
  run: string,
  histories: readonly HostHistory[],
  { yes }: RunOptions,
  { terminal }: Cli,
): Promise<boolean> {
  const left = histories.map(({ target, steps }) => ({ target, steps: steps.filter(isOwed) }));
  const count = left.reduce((sum, { steps }) => sum + steps.length, 0);
  const hosts = counted(histories.length, 'host');
  terminal.err(
    count === 0
      ? `The journal of run ${run} names nothing to undo; ${hosts} will be asked and given free\n`
      : `Run ${run} can be undone: ${counted(count, 'step')} on ${counted(left.filter(({ steps }) => steps.length > 0).length, 'host')}\n`,
  );
  for (const { target, steps } of left.filter(({ steps }) => steps.length > 0).slice(0, 20)) {
    for (const step of steps.toReversed())
      terminal.err(`  ${safeLine(target.name)}: ${safeLine(step.title)}\n`);
  }
  if (yes) return true;
  if (!terminal.isInteractive) throw noTerminal('say --yes');
  const answer = await terminal.ask('Undo this? Type yes to go on: ', { hidden: false });
  return isYes(answer, terminal);
}
