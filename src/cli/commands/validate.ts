import { readExtraVars } from '../../app/project/extra-vars.ts';
import { picked } from '../../app/project/options.ts';
import { readPlaybooks } from '../../app/project/read-playbooks.ts';
import { projectFiles } from '../../app/system/project-files.ts';
import { hasErrors, inReadingOrder } from '../../model/diagnostic.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { checkMentions, type Named, registeredIn } from '../../resolve/check/check-mentions.ts';
import { counted } from '../../text/words.ts';
import type { Cli } from '../cli.ts';
import { checkedPlan } from '../loading.ts';
import type { RunOptions } from '../options.ts';
import { reportDiagnostics } from '../terminal/diagnostics.ts';
import { vaultFor } from '../vault-passwords.ts';

/** Checks playbooks, and with an inventory the names of hosts and the connection variables too. Contacts no host. */
export async function validate(paths: readonly string[], options: RunOptions, cli: Cli): Promise<ExitCode> {
  const { terminal, environment } = cli;
  if (options.inventory.length > 0) {
    if ((await checkedPlan(paths, options, cli)) === undefined) return ExitCode.invalid;
  } else {
    const vault = await vaultFor(options, cli);
    const files = projectFiles(environment, vault);
    const {
      playbooks,
      actions,
      diagnostics: found,
      texts,
    } = await readPlaybooks(paths, {
      ...picked(options, ['rolesPath', 'collectionsPath', 'extraVars', 'playWords']),
      environment,
      vault,
    });
    const { variables: extraVariables, warnings } = await readExtraVars(options.extraVars, files);
    const named: Named = {
      registered: registeredIn(playbooks, actions),
      extraVariables,
      inventory: undefined,
    };
    const plays = playbooks.flatMap((playbook) => playbook.plays);
    const diagnostics = [...warnings, ...found, ...plays.flatMap((play) => checkMentions(play, [], named))];
    await reportDiagnostics(inReadingOrder(diagnostics), texts, terminal);
    if (hasErrors(diagnostics)) return ExitCode.invalid;
  }
  terminal.out(`${counted(paths.length, 'playbook')} without errors.\n`);
  return ExitCode.ok;
}
