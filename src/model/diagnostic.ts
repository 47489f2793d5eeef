import type { Position } from './values/position.ts';

/** One mistake in what the user wrote: a sentence with an address and a way out. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** Stable and kebab-case, such as `unknown-keyword`: people search for it and tests match it. */
  readonly code: string;
  /** What is wrong, in one sentence without a full stop. */
  readonly message: string;
  readonly at: Position;
  /** How many columns the caret underlines; at least 1. */
  readonly length: number;
  /** The way out, such as ``did you mean `tasks`?`` */
  readonly hint: string | undefined;
}

/** What reading something gave: the value if there was enough to go on, and every mistake found on the way. */
export interface Read<T> {
  readonly value: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** True when any of them is an error; warnings alone stop nothing. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/** In reading order: by file as first met, then line, then column; each sentence once per place. */
export function inReadingOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const files = [...new Set(diagnostics.map(({ at }) => at.file))];
  const seen = new Set<string>();
  return [...diagnostics]
    .sort(
      (a, b) =>
        files.indexOf(a.at.file) - files.indexOf(b.at.file) ||
        a.at.line - b.at.line ||
        a.at.column - b.at.column,
    )
    .filter(({ at, code, message }) => {
      const key = JSON.stringify([at, code, message]);
      return seen.has(key) ? false : seen.add(key) !== undefined;
    });
}
