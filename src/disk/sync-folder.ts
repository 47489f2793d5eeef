import { open } from 'node:fs/promises';

/** Returns when the names in a folder are on the disk, so that a new or renamed file is there after a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
