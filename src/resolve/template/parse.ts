import { cursorOf, unexpected } from './cursor.ts';
import { attempt, Fault, type Result, type Standing } from './error.ts';
import { parseBody } from './parse-body.ts';
import { parseTerm } from './parse-operators.ts';
import { split } from './split.ts';
import type { Backslashes } from './string-literal.ts';
import type { Expression, Template } from './syntax.ts';
import { tokenize } from './tokenize.ts';

export interface ParseOptions {
  /** What backslashes mean in the strings of `{{ }}`. `kept` (the default) for a playbook's values, `escapes` for files. */
  readonly backslashes?: Backslashes;
}

/** True when a text holds anything to render. All others are their own result. */
export function isTemplate(text: string): boolean {
  return text.includes('{') && /\{[{%#]/.test(text);
}

/** Reads a template. Unknown filters, tests, methods and wrong arguments are errors already here. */
export function parseTemplate(text: string, options: ParseOptions = {}): Result<Template> {
  return attempt(
    () => ({ kind: 'template', text, body: parseBody(split(text, options.backslashes ?? 'kept')) }),
    start,
  );
}

/** Reads an expression as it stands in `when:`, without braces around it. */
export function parseExpression(text: string): Result<Expression> {
  return attempt(() => {
    const { tokens } = tokenize(text, { opening: undefined, from: 0, closing: [], backslashes: 'escapes' });
    const cursor = cursorOf(tokens);
    if (cursor.peek().kind === 'end') throw new Fault('syntax', 'there is no expression here', { offset: 0 });
    if (isTemplate(text.trimStart().slice(0, 2))) throw braces(text);
    const root = parseTerm(cursor);
    if (cursor.peek().kind !== 'end') throw unexpected(cursor.peek(), 'the end');
    return { kind: 'expression', text, root };
  }, start);
}

function start(): Standing {
  return { offset: 0, path: [] };
}

function braces(text: string): Fault {
  return new Fault('syntax', 'this is an expression already: braces around it are one step too many', {
    offset: text.length - text.trimStart().length,
    hint: 'write `x` instead of `{{ x }}`',
  });
}
