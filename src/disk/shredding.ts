import { type FileHandle, open, realpath, rm, stat } from 'node:fs/promises';
import { isMissing } from './error-code.ts';
import { replaceFile } from './text-file.ts';

/** What could not be kept from staying readable: names that the file has beside the one that was replaced. */
export interface Replaced {
  readonly otherNames: number;
}

const FRESH_MODE = 0o600;

/**
 * Puts other content into a file, whole or not at all, with its owner and mode; a link keeps leading to it. What it was is
 * overwritten on the disk, unless the file has further names: they still hold it. A file that is not there is made, for its
 * owner alone.
 */
export async function replaceSecret(path: string, content: Uint8Array): Promise<Replaced> {
  const real = await realpath(path).catch((error: unknown) => {
    if (isMissing(error)) return path;
    throw error;
  });
  const there = await stat(real).catch(() => undefined);
  if (there === undefined || !there.isFile()) {
    await replaceFile(real, content, FRESH_MODE);
    return { otherNames: 0 };
  }
  const old = await open(real, 'r+');
  try {
    await replaceFile(real, content, there.mode & 0o7777, there);
    if (there.nlink > 1) return { otherNames: there.nlink - 1 };
    await overwrite(old);
    return { otherNames: 0 };
  } finally {
    await old.close();
  }
}

/** Overwrites a file and removes it. */
export async function shred(path: string): Promise<void> {
  const file = await open(path, 'r+').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (file === undefined) return;
  try {
    await overwrite(file);
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}

const CHUNK_BYTES = 65_536;

/** On a file system that never writes in place, old blocks may stay. */
async function overwrite(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const zeros = Buffer.alloc(CHUNK_BYTES);
  for (let at = 0; at < size; at += CHUNK_BYTES)
    await file.write(zeros, 0, Math.min(CHUNK_BYTES, size - at), at);
  await file.sync();
}
