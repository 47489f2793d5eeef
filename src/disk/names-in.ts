import { readdir } from 'node:fs/promises';
import { RulerunError } from '../model/error.ts';
import { ExitCode } from '../model/run/exit-code.ts';
import { causeInWords } from './cause.ts';
import { isMissing } from './error-code.ts';

/**
 * The names in a folder of the state folder; none when there is no such folder.
 * @throws {RulerunError} `STATE_UNREADABLE`: what cannot be read is not empty.
 */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw new RulerunError('STATE_UNREADABLE', `cannot read ${folder}: ${causeInWords(cause)}`, {
      exitCode: ExitCode.usage,
      hint: 'become who owns it (runs of root are read by root), or name another place with --state-dir',
      cause,
    });
  }
}
