import type { Disk, GrowingFile } from '../../src/disk/growing-file.ts';

export interface FailingDisk extends Disk {
  /** What was asked of it, in order: `append journal.jsonl`. */
  readonly calls: string[];
  /** The files as they are on it: what was written, whether a sync came after or not. */
  readonly files: ReadonlyMap<string, string>;
}

/** A disk whose n-th call (from 1) fails, and, when it is `sticky`, each after it. A write that fails leaves half behind. */
export function failingDisk(nth: number, sticky: boolean, code = 'ENOSPC'): FailingDisk {
  const calls: string[] = [];
  const files = new Map<string, string>();

  function failing(call: string, path: string): Error | undefined {
    calls.push(`${call} ${path.slice(path.lastIndexOf('/') + 1)}`);
    const isDue = sticky ? calls.length >= nth : calls.length === nth;
    return isDue ? Object.assign(new Error(`${code}: it fails, ${call}`), { code, path }) : undefined;
  }

  async function doing(call: string, path: string): Promise<void> {
    const error = failing(call, path);
    if (error !== undefined) throw error;
  }

  function fileAt(path: string): GrowingFile {
    return {
      async append(text) {
        const error = failing('append', path);
        const taken = error === undefined ? text : text.slice(0, text.length / 2);
        files.set(path, (files.get(path) ?? '') + taken);
        if (error !== undefined) throw error;
      },
      sync: () => doing('sync', path),
      // The system may say no only here; what matters is known by then.
      close: () => doing('close', path),
    };
  }

  return {
    calls,
    files,
    async create(path) {
      await doing('create', path);
      files.set(path, '');
      return fileAt(path);
    },
    async reserve(path) {
      await doing('reserve', path);
      files.set(path, '');
    },
    async remove(path) {
      await doing('remove', path);
      files.delete(path);
    },
    syncFolder: (path) => doing('syncFolder', path),
  };
}
