import type { Command } from 'commander';
import { shippedPlaybooks } from '../../app/project/shipped.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import type { Cli } from '../cli.ts';
import { bashScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import { commandWords } from '../completion/words.ts';
import { zshScript } from '../completion/zsh.ts';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** Prints the script that makes a shell complete the commands and options of `program`. */
export async function completion(
  program: Command,
  shell: 'bash' | 'zsh' | 'fish',
  _: object,
  { terminal }: Cli,
): Promise<ExitCode> {
  terminal.out(SCRIPTS[shell](commandWords(program, await shippedPlaybooks())));
  return ExitCode.ok;
}
