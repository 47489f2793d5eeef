import { linesOf, troubleIn } from '../answer.ts';
import type { Probe } from '../probe.ts';

/** The room on the file system of a path. */
export interface Room {
  readonly blocks: Row;
  /** Undefined where the host tells nothing of them. Some file systems count none and say 0 of 0. */
  readonly inodes: Row | undefined;
}

interface Row {
  /** Blocks in KiB; inodes each. */
  readonly total: number;
  readonly free: number;
  readonly mount: string;
}

export function roomAt(path: string): Probe<Room> {
  return {
    argv: ['rr_disk', path],
    read: (answer) => {
      const trouble = troubleIn(answer);
      if (trouble !== undefined) return `the room at ${path} is not known: ${trouble}`;
      const lines = linesOf(answer);
      const split = lines.indexOf('inodes');
      const blocks = readRow(lines.slice(0, split));
      if (blocks === undefined) return `the room at ${path} is not known: df gave no figures`;
      return { blocks, inodes: readRow(lines.slice(split + 1)) };
    },
    hint: 'see `df -P` on the host',
  };
}

/** The last line of `df -P`: total, used, free, percent, mount point, after a device that may hold spaces. */
function readRow(lines: readonly string[]): Row | undefined {
  const found = /\s(\d+)\s+\d+\s+(-?\d+)\s+(?:\d+%|-)\s+(\/.*)$/.exec(lines.at(-1) ?? '');
  if (found === null) return undefined;
  return { total: Number(found[1]), free: Number(found[2]), mount: found[3] ?? '' };
}
