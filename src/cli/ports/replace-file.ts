import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants, copyFile, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/exit-code.ts';

/** Writes a file whole or not at all, for its owner alone. @throws {RulerunError} `FILE_UNWRITABLE` */
export async function writeWhole(path: string, text: string): Promise<void> {
  await guarded(path, () => put(path, text, { mode: 0o600 }));
}

/**
 * Puts new text into a file without a moment at which it is half written: mode and owner stay, a link keeps leading to it,
 * and what it was stays beside it under the name that is returned. @throws {RulerunError} `FILE_UNWRITABLE`
 */
export async function replaceInPlace(path: string, text: string): Promise<string> {
  return guarded(path, async () => {
    const real = await realpath(path);
    const { mode, uid, gid } = await stat(real);
    const backup = await keptCopy(real);
    await put(real, text, { mode: mode & 0o7777, owner: { uid, gid } });
    await relabel(real);
    return backup;
  });
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

async function put(
  path: string,
  text: string,
  { mode, owner }: { readonly mode: number; readonly owner?: { readonly uid: number; readonly gid: number } },
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

/** With SELinux a new file has the label of its folder; /etc/sysconfig/iptables has one of its own. */
function relabel(path: string): Promise<void> {
  return new Promise((resolve) => {
    execFile('restorecon', [path], () => resolve());
  });
}

async function guarded<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new RulerunError('FILE_UNWRITABLE', `cannot write ${path}: ${why}`, {
      exitCode: ExitCode.usage,
      hint: 'nothing was changed; do it as a user who may write there',
      cause,
    });
  }
}
