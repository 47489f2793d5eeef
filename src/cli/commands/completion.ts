import type { Command } from 'commander';
import { shippedPlaybooks } from '../../app/project/shipped.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import type { Cli } from '../cli.ts';
import { bashScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import { type CommandWords, commandWords } from '../completion/words.ts';
import { zshScript } from '../completion/zsh.ts';

const SCRIPTS: Readonly<Record<string, (commands: readonly CommandWords[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** Prints the script that makes a shell complete the commands and options of `program`. */
export async function completion(
  shell: string,
  program: Command,
  { terminal }: Pick<Cli, 'terminal'>,
): Promise<ExitCode> {
  const script = SCRIPTS[shell];
  if (script === undefined) {
    terminal.err(`rulerun: completion does not know the shell \`${shell}\`\n  hint: bash, zsh or fish\n`);
    return ExitCode.usage;
  }
  terminal.out(script(commandWords(program, await shippedPlaybooks())));
  return ExitCode.ok;
}
