import type { Actions } from '../../model/action.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Mention } from '../../model/playbook/mention.ts';
import type { SourceLines } from '../yaml/source-lines.ts';

/** What a playbook may say, beyond its own keywords. */
export interface Language {
  readonly actions: Actions;
  /** Checks a text with `{{ }}` in it. */
  readonly checkTemplate: SyntaxCheck;
  /** Checks an expression, such as that of `when`. */
  readonly checkExpression: SyntaxCheck;
}

export type SyntaxCheck = (text: string) => CheckedSyntax;

export type CheckedSyntax =
  /** `uses`: every variable that is named. Which ones there are is not asked here. */
  | { readonly ok: true; readonly uses: readonly NameUse[] }
  | { readonly ok: false; readonly problem: SyntaxProblem };

export interface NameUse extends Pick<Mention, 'name' | 'members'> {
  /** Where in the text, from 0, in UTF-16 code units. */
  readonly offset: number;
}

export interface SyntaxProblem {
  /** One sentence without a full stop. */
  readonly message: string;
  /** Where in the text, from 0, in UTF-16 code units. */
  readonly offset: number;
  readonly hint?: string | undefined;
}

/** A playbook on its way from a tree to plays. */
export interface Reading {
  readonly language: Language;
  readonly lines: SourceLines;
  readonly diagnostics: Diagnostic[];
  /** Grows. */
  readonly mentions: Mention[];
}
