import type { TemplateError } from '../../python/fault.ts';
import { isTemplate, parseExpression, parseTemplate } from '../../python/template/parse/parse.ts';
import { evaluate, evaluateCondition, render } from '../../python/template/render/render.ts';
import type { Scope } from '../../python/template/scope.ts';
import type { Expression, Term } from '../../python/template/syntax.ts';

/** What a condition comes to before a host was asked anything: `unknown` where a task that has not run decides. */
export type Foreseen = 'holds' | 'fails' | 'unknown' | TemplateError;

/** Looks through `and`, `or` and `not`: one operand that is known may decide, whatever the others come to. */
export function foreseeCondition(text: string, scope: Scope): Foreseen {
  const read = parseExpression(text);
  return read.ok ? foreseeTerm(read.value.root, read.value, scope) : read.error;
}

function foreseeTerm(term: Term, whole: Expression, scope: Scope): Foreseen {
  switch (term.kind) {
    case 'and':
      return foreseeAll(term.operands, 'fails', whole, scope);
    case 'or':
      return foreseeAll(term.operands, 'holds', whole, scope);
    case 'not': {
      const inner = foreseeTerm(term.operand, whole, scope);
      return inner === 'holds' ? 'fails' : inner === 'fails' ? 'holds' : inner;
    }
    case 'compare': {
      const one = foreseeWhole(term, whole, scope);
      if (one !== 'unknown') return one;
      // All that is compared is evaluated in any case.
      for (const operand of [term.first, ...term.rest.map(({ term: other }) => other)]) {
        const result = evaluate({ ...whole, root: operand }, scope);
        if (!result.ok && result.error.kind !== 'pending') return result.error;
      }
      return 'unknown';
    }
    default:
      return foreseeWhole(term, whole, scope);
  }
}

function foreseeWhole(term: Term, whole: Expression, scope: Scope): Foreseen {
  const result = evaluateCondition({ ...whole, root: term }, scope);
  if (result.ok) return result.value ? 'holds' : 'fails';
  return result.error.kind === 'pending' ? 'unknown' : result.error;
}

/** `deciding` is what one operand needs to come to, so that the others do not count. */
function foreseeAll(
  operands: readonly Term[],
  deciding: 'holds' | 'fails',
  whole: Expression,
  scope: Scope,
): Foreseen {
  let fault: TemplateError | undefined;
  let isUnknown = false;
  for (const operand of operands) {
    const one = foreseeTerm(operand, whole, scope);
    if (one === deciding) return one;
    if (one === 'unknown') isUnknown = true;
    else if (typeof one !== 'string') {
      // In a run nothing after it would be looked at.
      if (!isUnknown) return one;
      fault ??= one;
    }
  }
  if (isUnknown) return fault ?? 'unknown';
  return deciding === 'holds' ? 'fails' : 'holds';
}

/** Everything that goes wrong in a template, but for what a task that has not run decides: one fault an output. */
export function faultsIn(text: string, scope: Scope): readonly TemplateError[] {
  if (!isTemplate(text)) return [];
  const read = parseTemplate(text);
  if (!read.ok) return [read.error];
  const template = read.value;
  const isPlain = template.body.every(({ kind }) => kind === 'text' || kind === 'output');
  const parts = isPlain ? template.body.map((node) => ({ ...template, body: [node] })) : [template];
  return parts.flatMap((part) => {
    const result = render(part, scope);
    return result.ok || result.error.kind === 'pending' ? [] : [result.error];
  });
}
