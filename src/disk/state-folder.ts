import { lstat, readdir } from 'node:fs/promises';
import { RulerunError } from '../model/error.ts';
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
      hint: 'become who owns it (runs of root are read by root), or name another place with --state-dir',
      cause,
    });
  }
}

/** @throws {RulerunError} `STATE_UNSAFE` when others could write into a folder of the state folder, or it itself */
export async function refuseUnsafe(folder: string): Promise<void> {
  const { mode, uid } = await lstat(folder);
  const own = process.getuid?.();
  if ((mode & 0o022) === 0 && (own === undefined || own === 0 || uid === own)) return;
  throw new RulerunError('STATE_UNSAFE', `others can write into the state folder ${folder}`, {
    hint: `chmod go-w ${folder}, or choose another place with --state-dir`,
  });
}
