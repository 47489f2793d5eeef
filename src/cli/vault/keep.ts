import { replaceSecret } from '../../disk/shredding.ts';
import { messageOf, RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import type { Cli } from '../cli.ts';

/** Writes a file in its place, and overwrites what it was. @throws {RulerunError} `VAULT_FILE` */
export async function keep(path: string, bytes: Uint8Array, { terminal }: Cli): Promise<void> {
  const { otherNames } = await replaceSecret(path, bytes).catch((cause: unknown) => {
    throw new RulerunError('VAULT_FILE', `cannot write ${path}: ${messageOf(cause)}`, {
      exitCode: ExitCode.failed,
      hint: 'the file is as it was; do it as a user who may write it and its folder',
      cause,
    });
  });
  if (otherNames > 0)
    terminal.err(`warning: ${safeLine(path)} has ${otherNames} more names, where the file is as it was\n`);
}
