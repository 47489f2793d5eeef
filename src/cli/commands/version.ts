import { ExitCode } from '../../model/exit-code.ts';
import type { Cli } from '../command-line.ts';
import { packageVersion } from '../version.ts';

export async function version({ terminal }: Cli): Promise<ExitCode> {
  terminal.out(`rulerun ${packageVersion()}\n`);
  return ExitCode.ok;
}
