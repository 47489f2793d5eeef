import { holdRunIfPossible } from '../../app/records/run-holder.ts';
import { newLabel } from '../../app/run.ts';
import { type Choice, runToRollBack, undoneBy } from '../../app/undo/choice.ts';
import { undoRecord } from '../../app/undo/record.ts';
import { targetsNow } from '../../app/undo/targets.ts';
import { historiesOf, undo } from '../../app/undo/undo.ts';
import type { HostHistory } from '../../engine/undo/rollback-host.ts';
import type { JournalText } from '../../journal/read.ts';
import type { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { undoName } from '../../model/run/told-name.ts';
import { isOwed } from '../../model/run/undo-owed.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import type { RolledBack } from '../../report/fold/summary.ts';
import { counted } from '../../text/words.ts';
import type { Cli } from '../cli.ts';
import { conductFor } from '../conduct-for.ts';
import { accepted } from '../loading.ts';
import type { RunOptions } from '../options.ts';
import { isYes, noTerminal } from '../terminal/approve.ts';
import { askPasswords } from '../terminal/passwords.ts';
import { vaultFor } from '../vault-passwords.ts';

/** Undoes what a run did, on every host, newest first, from what lies on the hosts, and gives the hosts free. */
export async function rollback(wanted: string, options: RunOptions, cli: Cli): Promise<ExitCode> {
  const { terminal, stateDir } = cli;
  const say = (line: string): void => terminal.err(`${line}\n`);
  const choice = await runToRollBack(wanted, stateDir);
  if (choice.kind !== 'run') {
    for (const line of nothingLeft(choice, stateDir)) say(line);
    return ExitCode.ok;
  }
  const old = choice.run;
  await using _ = await holdRunIfPossible(stateDir, old);
  const record = await undoRecord(old, options.limit, cli);
  if (record.journal.state !== 'whole') say(damage(old, record.journal));
  const by = await undoneBy(record, cli);
  if (by !== undefined) {
    say(backLine(old, by));
    return ExitCode.ok;
  }
  const passwords = await askPasswords(options, terminal);
  const now = await targetsNow(record.hosts, options, passwords, {
    ...cli,
    vault: await vaultFor(options, cli),
  });
  const reached = options.inventory.length === 0 ? now : await accepted(now, cli);
  if (!reached?.ok) return ExitCode.invalid;
  const histories = historiesOf(record, reached.targets);
  if (histories.length === 0) {
    say(`Run ${old} left nothing to undo.`);
    return ExitCode.ok;
  }
  if (!(await agreed(old, histories, options, cli))) return ExitCode.interrupted;
  const how = {
    ...(await conductFor(options, cli)),
    unrecorded: ({ message, hint }: RulerunError) => {
      say(`This rollback is not recorded here, only on the hosts: ${message}`);
      if (hint !== undefined) say(`  hint: ${hint}`);
    },
  };
  return await undo(old, histories, newLabel([`rollback of ${old}`]), how, cli);
}

function nothingLeft(choice: Exclude<Choice, { kind: 'run' }>, stateDir: string): readonly string[] {
  if (choice.kind === 'none')
    return [`No run in ${safeLine(stateDir)} has changed anything that can go back.`];
  const { run, by, before } = choice;
  if (before === undefined) return [backLine(run, by)];
  const what = safeLine(before.playbooks.join(' '));
  return [
    backLine(run, by),
    `Before it, run ${before.run} (${what}) still stands. To roll that back too: rulerun rollback ${before.run}`,
  ];
}

function backLine(run: string, by: readonly RolledBack[]): string {
  const how =
    by.length === 0 ? 'went back by itself' : `was rolled back by run ${by.map((one) => one.run).join(', ')}`;
  return `Run ${run} ${how}: nothing is left to undo.`;
}

function damage(run: string, { state, why }: JournalText): string {
  const what = state === 'torn' ? 'ends in the middle of a record' : 'is damaged';
  return `The journal of run ${run} ${what} (${why}). The records on its hosts decide what is undone; steps that only they know have no name here.`;
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
      terminal.err(`  ${safeLine(target.name)}: ${safeLine(undoName(step))}\n`);
  }
  if (yes) return true;
  if (!terminal.isInteractive) throw noTerminal('say --yes');
  const answer = await terminal.ask('Undo this? Type yes to go on: ', { hidden: false });
  return isYes(answer, terminal);
}
