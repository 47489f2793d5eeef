import { nameUses, type VariableUse } from '../../python/template/names.ts';
import { parseExpression, parseTemplate } from '../../python/template/parse/parse.ts';

/** What is wrong with the syntax of a text with `{{ }}` in it, or which variables it names. Offsets are from 0. */
export function checkTemplate(text: string): CheckedSyntax {
  return checked(parseTemplate(text));
}

/** The same for an expression, such as that of `when`. */
export function checkExpression(text: string): CheckedSyntax {
  return checked(parseExpression(text));
}

type CheckedSyntax =
  | { readonly ok: true; readonly uses: readonly VariableUse[] }
  | { readonly ok: false; readonly problem: SyntaxProblem };

interface SyntaxProblem {
  readonly message: string;
  readonly offset: number;
  readonly hint: string | undefined;
}

function checked(read: ReturnType<typeof parseTemplate> | ReturnType<typeof parseExpression>): CheckedSyntax {
  return read.ok ? { ok: true, uses: nameUses(read.value) } : { ok: false, problem: read.error };
}
