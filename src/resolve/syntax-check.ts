import { parseExpression, parseTemplate } from './template/parse.ts';

/** What is wrong with the syntax of a text with `{{ }}` in it; undefined: nothing. The offset is from 0. */
export function checkTemplate(text: string): SyntaxProblem | undefined {
  return problemIn(parseTemplate(text));
}

/** The same for an expression, such as that of `when`. */
export function checkExpression(text: string): SyntaxProblem | undefined {
  return problemIn(parseExpression(text));
}

export interface SyntaxProblem {
  readonly message: string;
  readonly offset: number;
  readonly hint: string | undefined;
}

function problemIn(
  read: ReturnType<typeof parseTemplate> | ReturnType<typeof parseExpression>,
): SyntaxProblem | undefined {
  return read.ok ? undefined : read.error;
}
