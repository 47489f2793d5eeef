import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The names and texts of all files in a folder, however deep; of a file its text. */
export async function everythingBelow(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (names === undefined) return readFile(folder, 'utf8');
  const texts = names
    .filter((entry) => entry.isFile())
    .map(async (entry) => `${entry.name}\n${await readFile(join(entry.parentPath, entry.name), 'utf8')}`);
  return (await Promise.all(texts)).join('\n');
}
