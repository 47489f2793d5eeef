import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The names and texts of all files in a folder, however deep; of a file its text. It must be there. */
export async function everythingBelow(place: string): Promise<string> {
  return (await stat(place)).isFile() ? await readFile(place, 'utf8') : await inFolder(place);
}

async function inFolder(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  const texts = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return `${entry.name}\n${await unlessGone(() => inFolder(path))}`;
    return entry.isFile() ? `${entry.name}\n${await unlessGone(() => readFile(path, 'utf8'))}` : entry.name;
  });
  return (await Promise.all(texts)).join('\n');
}

/** A sandbox host tidies up behind a shell that has just ended. */
async function unlessGone(read: () => Promise<string>): Promise<string> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
