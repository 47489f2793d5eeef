import { attempt, Fault, type Result } from '../../fault.ts';
import type { Expression, Template } from '../syntax.ts';
import { cursorOf, unexpected } from './cursor.ts';
import { parseBody } from './parse-body.ts';
import { parseTerm } from './parse-operators.ts';
import { split } from './split.ts';
import type { Backslashes } from './string-literal.ts';
import { type Token, tokenize } from './tokenize.ts';

/** True when a text holds anything to render. All others are their own result. */
export function isTemplate(text: string): boolean {
  return text.includes('{') && /\{[{%#]/.test(text);
}

/** Reads a playbook's value. Unknown filters, tests, methods and wrong arguments are errors already here. */
export const parseTemplate: (text: string) => Result<Template> = once((text) => readTemplate(text, 'kept'));

/** The same for the contents of a file. */
export const parseFile: (text: string) => Result<Template> = once((text) => readTemplate(text, 'escapes'));

/** Reads an expression as it stands in `when:`, without braces around it or inside its strings. */
export const parseExpression: (text: string) => Result<Expression> = once(readExpression);

/** A playbook has few texts and many hosts: each text is read once. */
function once<T>(read: (text: string) => T): (text: string) => Result<T> {
  const known = new Map<string, Result<T>>();
  return (text) => {
    const found = known.get(text) ?? attempt(() => read(text));
    known.set(text, found);
    return found;
  };
}

function readTemplate(text: string, backslashes: Backslashes): Template {
  return { kind: 'template', text, body: parseBody(split(text, backslashes)) };
}

function readExpression(text: string): Expression {
  const { tokens } = tokenize(text, { opening: undefined, from: 0, closing: [], backslashes: 'escapes' });
  const cursor = cursorOf(tokens);
  if (cursor.peek().kind === 'end') throw new Fault('syntax', 'there is no expression here', { offset: 0 });
  checkBraces(text, tokens);
  const root = parseTerm(cursor);
  if (cursor.peek().kind !== 'end') throw unexpected(cursor.peek(), 'the end');
  return { kind: 'expression', text, root };
}

/** Braces here are a template inside an expression, which would be compared as it stands. */
function checkBraces(text: string, tokens: readonly Token[]): void {
  const before = text.length - text.trimStart().length;
  if (isTemplate(text.slice(before, before + 2))) throw braces(before, 'write `x` instead of `{{ x }}`');
  const holder = tokens.find((token) => token.kind === 'string' && isTemplate(token.text));
  if (holder !== undefined)
    throw braces(
      holder.offset,
      "write `x == y` instead of `x == '{{ y }}'`, and `'{' ~ '{'` for the braces themselves",
    );
}

function braces(offset: number, hint: string): Fault {
  return new Fault('syntax', 'this is an expression already: there is nothing for braces to do', {
    offset,
    hint,
  });
}
