import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { codeOf, isMissing } from './error-code.ts';
import { isThere } from './is-there.ts';

/**
 * Makes a folder and those above it that are missing, all with the same mode; one that is there already stays as it is.
 * Node's own recursive `mkdir` never returns for a place that takes no folders and says `ENOENT`, such as /proc/x.
 */
export async function makeFolder(path: string, mode: number): Promise<void> {
  const folder = resolve(path);
  try {
    await makeOne(folder, mode);
  } catch (error) {
    const above = dirname(folder);
    if (!isMissing(error) || above === folder) throw error;
    // It may be there meanwhile: others make the same, as each sandbox host does.
    if (!(await isThere(above))) await makeFolder(above, mode);
    await makeOne(folder, mode);
  }
}

async function makeOne(folder: string, mode: number): Promise<void> {
  try {
    await mkdir(folder, { mode });
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    throw error;
  }
}
