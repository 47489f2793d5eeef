import type { Command } from 'commander';
import { loadAnsibleCfg } from '../app/ansible-cfg/load.ts';
import { readSavedPlan } from '../app/saved-plan/saved-plan.ts';
import { hasErrors } from '../model/diagnostic.ts';
import { RulerunError } from '../model/error.ts';
import { ExitCode } from '../model/run/exit-code.ts';
import { reportDiagnostics } from './terminal/diagnostics.ts';
import type { Terminal } from './terminal/terminal.ts';

/** Options that are said in both places are counted together, as Ansible has it; of the rest the command line wins. */
const TOGETHER: readonly string[] = ['tags', 'skipTags', 'vaultId', 'vaultPasswordFile'];

/**
 * Gives a command what an ansible.cfg asks for, wherever its own options say nothing.
 * @throws {RulerunError} `ANSIBLE_CFG` when it is not there, or asks for what rulerun does not do
 */
export async function takeAnsibleCfg(command: Command, named: string, terminal: Terminal): Promise<void> {
  if (await appliesSavedPlan(command, terminal)) return;
  const { file, text, options, diagnostics } = await loadAnsibleCfg(named, terminal.environment);
  await reportDiagnostics(diagnostics, new Map(text === undefined ? [] : [[file, text]]), terminal);
  if (hasErrors(diagnostics)) {
    throw new RulerunError('ANSIBLE_CFG', `${file} is not followed; no host was contacted`, {
      exitCode: ExitCode.invalid,
      hint: 'change these lines, or name another file with --ansible-cfg',
    });
  }
  const known = new Set(command.options.map((option) => option.attributeName()));
  for (const [name, value] of Object.entries(options)) {
    // These have no option of their own, and go with the roles.
    if (known.has(['collectionsPath', 'playWords'].includes(name) ? 'rolesPath' : name))
      giveOption(command, name, value);
  }
  command.setOptionValueWithSource('ansibleCfg', file, 'config');
}

function giveOption(command: Command, name: string, value: unknown): void {
  const isSaid = !['default', undefined].includes(command.getOptionValueSource(name));
  if (!isSaid) command.setOptionValueWithSource(name, value, 'config');
  else if (TOGETHER.includes(name)) {
    const said = command.getOptionValue(name) as readonly string[];
    command.setOptionValueWithSource(name, [...(value as readonly string[]), ...said], 'cli');
  }
}

/** A saved plan holds the options that it was made with. */
async function appliesSavedPlan(command: Command, { environment }: Terminal): Promise<boolean> {
  const [path = '', ...more] = command.args;
  if (command.name() !== 'apply' || more.length > 0) return false;
  return (await readSavedPlan(path, { environment })) !== undefined;
}
