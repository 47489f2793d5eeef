import { attempt, Fault, type Result } from '../../fault.ts';
import { brokenCalls } from '../names.ts';
import { behindHeader, type PageSource } from '../page-options.ts';
import { findRoutine } from '../registry.ts';
import type { Expression, Template } from '../syntax.ts';
import { cursorOf, unexpected } from './cursor.ts';
import { marksOf, type TemplateMarks, valueMarks } from './marks.ts';
import { parseBody } from './parse-body.ts';
import { parseTerm } from './parse-operators.ts';
import { split } from './split.ts';
import { type Token, tokenize } from './tokenize.ts';

/** True when a text holds anything to render. All others are their own result. */
export function isTemplate(text: string): boolean {
  return text.includes('{') && /\{[{%#]/.test(text);
}

/** Reads a playbook's value. Unknown filters, tests, methods and wrong arguments are errors already here. */
export const parseTemplate: (text: string) => Result<Template> = once((text) =>
  checkedCalls(readTemplate(text, valueMarks)),
);

const knownPages = new Map<string, Result<Template>>();

/** The same for the contents of a file. */
export function parsePage({ text, options }: Pick<PageSource, 'text' | 'options'>): Result<Template> {
  const key = JSON.stringify([options, text]);
  const found = knownPages.get(key) ?? attempt(() => readPage({ text, options }));
  knownPages.set(key, found);
  return found;
}

function readPage({ text, options: given }: Pick<PageSource, 'text' | 'options'>): Template {
  const { from, options } = behindHeader({ text, options: given });
  return readTemplate(text, marksOf(options, 'escapes'), from);
}

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

function readTemplate(text: string, marks: TemplateMarks, from = 0): Template {
  return { kind: 'template', text, newline: marks.newline, body: parseBody(split(text, marks, from)) };
}

function readExpression(text: string): Expression {
  const { tokens } = tokenize(text, { opening: undefined, from: 0, closing: [], backslashes: 'escapes' });
  const cursor = cursorOf(tokens);
  if (cursor.peek().kind === 'end') throw new Fault('syntax', 'there is no expression here', { offset: 0 });
  checkBraces(text, tokens);
  const root = parseTerm(cursor);
  if (cursor.peek().kind !== 'end') throw unexpected(cursor.peek(), 'the end');
  return checkedCalls({ kind: 'expression', text, root });
}

/** A page may be included where macros are that it does not know; everything else knows what it can call. */
function checkedCalls<T extends Template | Expression>(source: T): T {
  for (const { callee, offset } of brokenCalls(source)) {
    if (callee !== undefined) findRoutine(callee, offset);
    throw new Fault('syntax', 'only functions and methods can be called', { offset });
  }
  return source;
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
