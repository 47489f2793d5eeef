import { ansibleVariables, unreadCfg } from '../app/ansible-cfg/unread.ts';
import { type AskedHosts, everyHost } from '../app/every-host.ts';
import { type LoadContext, loadPlan } from '../app/load.ts';
import type { Diagnosed, Loaded, NotLoaded } from '../app/loaded.ts';
import type { LoadOptions, PasswordOptions, Passwords } from '../app/project/options.ts';
import type { VaultOptions } from '../app/vault/sources.ts';
import { safeLine } from '../renderers/safe-text.ts';
import type { Cli } from './cli.ts';
import type { CfgOption } from './options.ts';
import { reportDiagnostics } from './terminal/diagnostics.ts';
import { askPasswords } from './terminal/passwords.ts';
import { askQuestion } from './terminal/questions.ts';
import { vaultFor } from './vault-passwords.ts';

/** Loads what was named and says what is wrong with it. Undefined: it is refused, and that has been told. */
export async function loadedPlan(
  playbooks: readonly string[],
  options: LoadOptions & PasswordOptions & CfgOption,
  cli: Cli,
): Promise<Loaded | undefined> {
  return accepted(await loadPlan(playbooks, options, await contextOf(options, cli)), cli, options);
}

/** The same for what is only looked at here: what `vars_prompt` asks for stays open. */
export async function checkedPlan(
  playbooks: readonly string[],
  options: LoadOptions & PasswordOptions & CfgOption,
  cli: Cli,
): Promise<Loaded | undefined> {
  const { askFor: _, ...context } = await contextOf(options, cli);
  return accepted(await loadPlan(playbooks, options, context), cli, options);
}

/** The same for every host of an inventory. */
export async function loadedHosts(
  purpose: string,
  options: Omit<LoadOptions, 'tags' | 'skipTags'> & PasswordOptions,
  cli: Cli,
): Promise<AskedHosts['hosts'] | undefined> {
  return (await accepted(await everyHost(purpose, options, await contextOf(options, cli)), cli))?.hosts;
}

/** What was found, unless it is refused. Either is told. */
export async function accepted<T extends Diagnosed & { readonly ok: true }>(
  found: T | NotLoaded,
  { terminal, environment }: Cli,
  { ansibleCfg }: CfgOption = {},
): Promise<T | undefined> {
  await reportDiagnostics(found.diagnostics, found.texts, terminal);
  if (!found.ok && found.why === 'mistakes') {
    terminal.err('No host was contacted.\n');
    return undefined;
  }
  const variables = ansibleVariables(environment);
  if (variables.length > 0) {
    terminal.err(
      `warning: rulerun does not read ${variables.join(', ')}\n  hint: say in the inventory, or with -i, -u, --private-key, what is wanted of it\n`,
    );
  }
  const unread = ansibleCfg === undefined ? await unreadCfg(environment) : undefined;
  if (unread !== undefined) {
    const file = safeLine(unread);
    terminal.err(
      `note: Ansible would read ${file}, and this command does not\n  hint: apply, plan, drift, validate and inventory read it with --ansible-cfg ${file}\n`,
    );
  }
  if (found.ok) return found;
  terminal.err(
    'rulerun: no host is left to work on\n  hint: look at the pattern with --list-hosts, and at --limit\n',
  );
  return undefined;
}

async function contextOf(options: PasswordOptions & VaultOptions, cli: Cli): Promise<LoadContext> {
  const { stateDir, environment, terminal } = cli;
  const vault = await vaultFor(options, cli);
  const passwords = (): Promise<Passwords> => askPasswords(options, terminal);
  return { stateDir, environment, vault, passwords, askFor: (question) => askQuestion(question, terminal) };
}
