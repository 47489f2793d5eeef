import { linesOf, troubleIn } from '../answer.ts';
import type { Probe } from '../probe.ts';

/** What lies in a folder, as far as its removal asks for it. */
export interface FolderTree {
  /** Infinite when the host told no size. */
  readonly kib: number;
  /** A file system that is mounted in it. */
  readonly mount: string | undefined;
}

export function treeAt(path: string): Probe<FolderTree> {
  return {
    argv: ['rr_tree', path],
    read: (answer) => {
      const trouble = troubleIn(answer);
      if (trouble !== undefined) return `what is in ${path} cannot be looked at: ${trouble}`;
      const lines = linesOf(answer);
      const after = (word: string): string | undefined =>
        lines.find((line) => line.startsWith(word))?.slice(word.length);
      return { kib: sizeIn(after('kib ') ?? '0'), mount: after('mount ') };
    },
  };
}

/** A size that cannot be read may be any. */
function sizeIn(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
}
