import { randomBytes } from 'node:crypto';
import { link, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf, isMissing } from './error-code.ts';
import { syncFolder } from './sync-folder.ts';

/** The text of a file; undefined when there is none. */
export async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function isNoFile(path: string): Promise<boolean> {
  const there = await stat(path).catch(() => undefined);
  return there !== undefined && !there.isFile() && !there.isDirectory();
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Writes a file whole or not at all, and only then returns; a link that was there is replaced, not what it leads to. */
export async function replaceFile(
  path: string,
  text: string | Uint8Array,
  mode: number,
  owner?: Owner,
): Promise<void> {
  // A device or a pipe is written to: in the place of /dev/null or /dev/stdout a file would be a calamity.
  if (await isNoFile(path)) return writeFile(path, text);
  const fresh = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    const file = await open(fresh, 'wx', 0o600);
    try {
      await file.writeFile(text);
      if (owner !== undefined) await file.chown(owner.uid, owner.gid);
      await file.chmod(mode);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

/** Makes a file with its text in one step, for its owner alone. False when there is one already, which stays: the first wins. */
export async function createFile(path: string, text: string): Promise<boolean> {
  // Of its own: whoever wrote into the draft of another would change what the other has made.
  const fresh = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    await writeFile(fresh, text, { mode: 0o600, flag: 'wx' });
    await link(fresh, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(fresh, { force: true });
  }
}
