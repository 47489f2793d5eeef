import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Position } from '../../model/values/position.ts';

/** Says where in a file an offset is. Offsets past the end are at the end. */
export type Locate = (offset: number) => Position;

/** A document that is being read. */
export interface YamlText {
  readonly text: string;
  readonly locate: Locate;
  /** Grows as the document is read. */
  readonly diagnostics: Diagnostic[];
}

/** Finds the lines once, so that each later question costs a binary search. */
export function indexLines(text: string, file: string): Locate {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);

  return (offset) => {
    const within = Math.max(0, Math.min(offset, text.length));
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= within) low = middle;
      else high = middle;
    }
    return { file, line: low + 1, column: within - (starts[low] ?? 0) + 1 };
  };
}
