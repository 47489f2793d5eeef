import type { Actions } from '../../model/action.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Mention } from '../../model/playbook/mention.ts';
import type { Result } from '../../python/fault.ts';
import type { VariableUse } from '../../python/template/names.ts';
import type { SourceLines } from '../yaml/source-lines.ts';

/** What a playbook may say, beyond its own keywords. */
export interface Language {
  readonly actions: Actions;
  /** Checks a text with `{{ }}` in it. */
  readonly checkTemplate: SyntaxCheck;
  /** Checks an expression, such as that of `when`. */
  readonly checkExpression: SyntaxCheck;
}

/** Gives every variable that is named. Which ones there are is not asked here. */
export type SyntaxCheck = (text: string) => Result<readonly VariableUse[]>;

/** A playbook on its way from a tree to plays. */
export interface Reading {
  readonly language: Language;
  readonly lines: SourceLines;
  readonly diagnostics: Diagnostic[];
  /** Grows. */
  readonly mentions: Mention[];
}
