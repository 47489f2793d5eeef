import { packageVersion } from '../../app/version.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import type { Cli } from '../cli.ts';

export async function version(_: object, { terminal }: Cli): Promise<ExitCode> {
  terminal.out(`rulerun ${packageVersion()}\n`);
  return ExitCode.ok;
}
