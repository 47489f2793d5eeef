import { hasErrors, inReadingOrder } from '../../model/diagnostic.ts';
import { ExitCode } from '../../model/exit-code.ts';
import { counted } from '../../renderers/words.ts';
import { checkMentions, type Named, registeredIn } from '../../resolve/check-mentions.ts';
import type { Cli } from '../command-line.ts';
import { reportDiagnostics } from '../diagnostics.ts';
import { readExtraVars } from '../extra-vars.ts';
import { loadPlan, readPlaybooks } from '../load.ts';
import type { RunOptions } from '../options.ts';
import { projectFiles } from '../ports/project-files.ts';

/** Checks playbooks, and with an inventory the names of hosts and the connection variables too. Contacts no host. */
export async function validate(paths: readonly string[], options: RunOptions, cli: Cli): Promise<ExitCode> {
  const { terminal } = cli;
  if (options.inventory.length > 0) {
    const loaded = await loadPlan(paths, options, cli);
    if (!loaded.ok) return loaded.exitCode;
  } else {
    const { playbooks, diagnostics: found, texts } = await readPlaybooks(paths);
    const extraVariables = await readExtraVars(options.extraVars, projectFiles);
    const named: Named = { registered: registeredIn(playbooks), extraVariables, inventory: undefined };
    const plays = playbooks.flatMap((playbook) => playbook.plays);
    const diagnostics = [...found, ...plays.flatMap((play) => checkMentions(play, [], named))];
    await reportDiagnostics(inReadingOrder(diagnostics), texts, terminal);
    if (hasErrors(diagnostics)) return ExitCode.invalid;
  }
  terminal.out(`${counted(paths.length, 'playbook')} without errors.\n`);
  return ExitCode.ok;
}
