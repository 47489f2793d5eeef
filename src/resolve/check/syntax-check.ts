import type { Result } from '../../python/fault.ts';
import { nameUses, type VariableUse } from '../../python/template/names.ts';
import { parseExpression, parseTemplate } from '../../python/template/parse/parse.ts';

/** Which variables a text with `{{ }}` in it names, or what is wrong with its syntax. */
export function checkTemplate(text: string): Result<readonly VariableUse[]> {
  const template = parseTemplate(text);
  return template.ok ? { ok: true, value: nameUses(template.value) } : template;
}

/** The same for an expression, such as that of `when`. */
export function checkExpression(text: string): Result<readonly VariableUse[]> {
  const expression = parseExpression(text);
  return expression.ok ? { ok: true, value: nameUses(expression.value) } : expression;
}
