import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants, copyFile, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Writes a file whole or not at all, and durably; a link that was there is replaced, not what it leads to. */
export async function writeWhole(
  path: string,
  text: string,
  { mode = 0o600, owner }: { readonly mode?: number; readonly owner?: Owner } = {},
): Promise<void> {
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
    const folder = await open(dirname(path), 'r');
    await folder.sync().finally(() => folder.close());
  } catch (cause) {
    await rm(fresh, { force: true });
    throw cause;
  }
}

/**
 * Puts new text into a file without a moment at which it is half written: mode and owner stay, a link keeps leading to it,
 * and what it was stays beside it under the name that is returned.
 */
export async function replaceInPlace(path: string, text: string): Promise<string> {
  const real = await realpath(path);
  const { mode, uid, gid } = await stat(real);
  const backup = await keptCopy(real);
  await writeWhole(real, text, { mode: mode & 0o7777, owner: { uid, gid } });
  await relabel(real);
  return backup;
}

/** A copy beside the file, never over an older one. */
async function keptCopy(path: string): Promise<string> {
  for (let number = 0; ; number += 1) {
    const backup = `${path}.rulerun-save${number === 0 ? '' : `.${number}`}`;
    try {
      await copyFile(path, backup, constants.COPYFILE_EXCL);
      return backup;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
  }
}

/** With SELinux a new file has the label of its folder; /etc/sysconfig/iptables has one of its own. */
function relabel(path: string): Promise<void> {
  return new Promise((resolve) => {
    execFile('restorecon', [path], () => resolve());
  });
}
