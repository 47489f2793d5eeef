import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { syncFolder } from './sync-folder.ts';

/** A file that only grows. */
export interface GrowingFile {
  append(text: string): Promise<void>;
  /** Returns when all that was appended is on the disk. Never to be called again once it has failed. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What a journal needs of a disk. */
export interface Disk {
  /** A new file for its owner alone; one that is there already is an error. */
  create(path: string): Promise<GrowingFile>;
  /** Takes room that can be given back with `remove`. */
  reserve(path: string, bytes: number): Promise<void>;
  remove(path: string): Promise<void>;
  syncFolder(path: string): Promise<void>;
}

/** The disks of this machine. */
export const systemDisk: Disk = {
  async create(path) {
    const file = await open(path, 'ax', 0o600);
    return {
      append: (text) => file.appendFile(text),
      sync: () => file.datasync(),
      close: () => file.close(),
    };
  },
  async reserve(path, bytes) {
    const file = await open(path, 'wx', 0o600);
    try {
      // A file system that packs its files would give no room for zeros.
      await file.writeFile(randomBytes(bytes));
      await file.datasync();
    } finally {
      await file.close();
    }
  },
  remove: (path) => rm(path, { force: true }),
  syncFolder,
};
