import type { inventoryCodes } from './codes/inventory.ts';
import type { playbookCodes } from './codes/playbook.ts';
import type { yamlCodes } from './codes/yaml.ts';
import type { Position } from './values/position.ts';

/** Stable, such as `unknown-keyword`: people search for it, `rulerun doc` explains it and tests match it. */
export type DiagnosticCode =
  | keyof typeof yamlCodes
  | keyof typeof playbookCodes
  | keyof typeof inventoryCodes;

/** One mistake in what the user wrote: a sentence with an address and a way out. */
export interface Diagnostic<Code extends string = DiagnosticCode> {
  readonly severity: 'error' | 'warning';
  readonly code: Code;
  /** What is wrong, in one sentence without a full stop. */
  readonly message: string;
  readonly at: Position;
  /** How many columns the caret underlines; at least 1. */
  readonly length: number;
  /** The way out, such as ``did you mean `tasks`?`` */
  readonly hint: string | undefined;
}

/** What reading something gave: the value if there was enough to go on, and every mistake found on the way. */
export interface Read<T, Code extends string = DiagnosticCode> {
  readonly value: T | undefined;
  readonly diagnostics: readonly Diagnostic<Code>[];
}

/** True when any of them is an error; warnings alone stop nothing. */
export function hasErrors(diagnostics: readonly Diagnostic<string>[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/** In reading order: by file as first met, then line, then column; each sentence once per place. */
export function inReadingOrder<Code extends string>(
  diagnostics: readonly Diagnostic<Code>[],
): readonly Diagnostic<Code>[] {
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
