import { execFile } from 'node:child_process';
import { constants, copyFile, realpath, stat } from 'node:fs/promises';
import { codeOf } from '../../disk/error-code.ts';
import { replaceFile } from '../../disk/text-file.ts';

/**
 * Puts new text into a file without a moment at which it is half written: mode and owner stay, a link keeps leading to it,
 * and what it was stays beside it under the name that is returned.
 */
export async function replaceInPlace(path: string, text: string): Promise<string> {
  const real = await realpath(path);
  const { mode, uid, gid } = await stat(real);
  const backup = await keptCopy(real);
  await replaceFile(real, text, mode & 0o7777, { uid, gid });
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
      if (codeOf(cause) !== 'EEXIST') throw cause;
    }
  }
}

/** With SELinux a new file has the label of its folder; /etc/sysconfig/iptables has one of its own. */
function relabel(path: string): Promise<void> {
  return new Promise((resolve) => {
    execFile('restorecon', [path], () => resolve());
  });
}
