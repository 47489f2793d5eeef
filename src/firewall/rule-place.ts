import type { LineSpan } from './text/mistakes.ts';
import type { Tokens } from './text/tokens.ts';

/** What a rule's line needs to know of the text around it. */
export interface RulePlace {
  readonly line: number;
  readonly table: string;
  /** Built in, or declared by an earlier line of the same table. */
  readonly isDeclared: (chain: string) => boolean;
}

/** Where the word with this number stands; the beginning of the line when there is none. */
export function placeOf(index: number, { starts, ends }: Tokens, { line }: RulePlace): LineSpan {
  const start = starts[index] ?? 0;
  return { line, column: start + 1, length: (ends[index] ?? start + 1) - start };
}
