import { recordedSteps } from '../../engine/recorded-steps.ts';
import { type HostHistory, rollBackRun } from '../../engine/rollback-run.ts';
import { createJournal } from '../../journal/append.ts';
import { journalPath } from '../../journal/paths.ts';
import { createRunFolder, keepDocument, loadJournal, newRunName, readDocument } from '../../journal/runs.ts';
import type { Target } from '../../model/address.ts';
import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/exit-code.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import { counted } from '../../renderers/words.ts';
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
import { packageVersion } from '../version.ts';

/** Undoes what a run did, on every host, newest first, from what lies on the hosts. */
export async function rollback(wanted: string, options: RunOptions, cli: Cli): Promise<ExitCode> {
  const { terminal, stateDir } = cli;
  const old = await runToRollBack(wanted, stateDir);
  if (old === undefined) {
    terminal.err(`No run in ${safeLine(stateDir)} left anything that has not been rolled back.\n`);
    return ExitCode.ok;
  }
  const frozen = await frozenOf(old, stateDir);
  const hosts = await hostsInLimit(options.limit, frozen);
  const by = await rolledBackAlready(old, hosts, stateDir);
  if (by !== undefined) {
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
  const histories = await historiesOf(old, targets, stateDir);
  const steps = histories.reduce((sum, history) => sum + history.steps.length, 0);
  if (steps === 0) {
    terminal.err(`Run ${old} left nothing to undo.\n`);
    return ExitCode.ok;
  }
  if (!(await agreed(old, steps, histories, options, cli))) return ExitCode.interrupted;

  const run = newRunName(systemClock.wall(), systemRandom.hex(3));
  return conduct(options, cli, {
    secrets: histories.flatMap(({ target }) => target.becomePassword?.reveal() ?? []),
    journal: (clean) =>
      recordedIfPossible(terminal, async () => {
        await createRunFolder(stateDir, run);
        await keepDocument(stateDir, run, 'rollback.json', { formatVersion: 1, of: old });
        return createJournal(journalPath(stateDir, run), clean, systemClock.now);
      }),
    work: (ports) =>
      rollBackRun(histories, { run, version: packageVersion(), playbooks: [`rollback of ${old}`] }, ports),
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

async function historiesOf(
  run: string,
  targets: readonly Target[],
  stateDir: string,
): Promise<readonly HostHistory[]> {
  const { events } = await loadJournal(stateDir, run);
  const steps = recordedSteps(events);
  return targets
    .map((target) => ({ target, steps: steps.get(target.name) ?? [] }))
    .filter((history) => history.steps.length > 0);
}

async function agreed(
  run: string,
  steps: number,
  histories: readonly HostHistory[],
  { yes }: RunOptions,
  { terminal }: Cli,
): Promise<boolean> {
  terminal.err(
    `Run ${run} can be undone: ${counted(steps, 'step')} on ${counted(histories.length, 'host')}\n`,
  );
  for (const { target, steps: done } of histories.slice(0, 20)) {
    for (const step of done.toReversed())
      terminal.err(`  ${safeLine(target.name)}: ${safeLine(step.title)}\n`);
  }
  if (yes) return true;
  if (!terminal.isInteractive) throw noTerminal('say --yes');
  const answer = await terminal.ask('Undo this? Type yes to go on: ', { hidden: false });
  return answer?.trim().toLowerCase() === 'yes';
}
