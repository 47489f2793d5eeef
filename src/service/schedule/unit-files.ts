import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../disk/make-folder.ts';
import { replaceFile, textOf } from '../../disk/text-file.ts';
import { messageOf, RulerunError } from '../../model/error.ts';
import { MARK, type UnitText } from './unit-text.ts';

/** A file as it was before it was written, so that a failed installation leaves no trace. */
interface Before {
  readonly path: string;
  readonly text: string | undefined;
}

/**
 * Writes units into a folder and calls `then`; when either fails, the folder is as it was.
 * @throws {RulerunError} `UNIT_TAKEN` when a unit is there that rulerun did not write, or `replace` is false; `UNITS_UNWRITABLE`
 */
export async function withUnits(
  folder: string,
  units: readonly UnitText[],
  replace: boolean,
  then: () => Promise<void>,
): Promise<void> {
  await writing(folder, () => makeFolder(folder, 0o755));
  const before = await lookAt(folder, units, replace);
  try {
    await writing(folder, async () => {
      for (const { name, text } of units) await replaceFile(join(folder, name), text, 0o644);
    });
    await then();
  } catch (error) {
    for (const { path, text } of before) {
      if (text === undefined) await rm(path, { force: true });
      else await replaceFile(path, text, 0o644);
    }
    throw error;
  }
}

/** Removes those of the units that rulerun wrote; returns the paths of the others, which stay. */
export async function removeUnits(folder: string, names: readonly string[]): Promise<readonly string[]> {
  const foreign: string[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const text = await textOf(path);
    if (text === undefined) continue;
    if (isOurs(text)) await rm(path, { force: true });
    else foreign.push(path);
  }
  return foreign;
}

async function lookAt(
  folder: string,
  units: readonly UnitText[],
  replace: boolean,
): Promise<readonly Before[]> {
  const before: Before[] = [];
  for (const { name } of units) {
    const path = join(folder, name);
    const text = await textOf(path);
    if (text !== undefined && !isOurs(text))
      throw taken(path, 'rename it, or give the schedule another name');
    if (text !== undefined && !replace) throw taken(path, 'say --replace to put the new one in its place');
    before.push({ path, text });
  }
  return before;
}

function taken(path: string, hint: string): RulerunError {
  return new RulerunError('UNIT_TAKEN', `there is a unit ${path} already`, { hint });
}

function isOurs(text: string): boolean {
  return text.startsWith(MARK);
}

async function writing(folder: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    throw new RulerunError('UNITS_UNWRITABLE', `cannot write units into ${folder}: ${messageOf(cause)}`, {
      hint: 'use sudo, --user-units for units of your own, or --crontab',
      cause,
    });
  }
}
