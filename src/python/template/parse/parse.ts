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
import { tokenize } from './tokenize.ts';
import { withoutBraces } from './without-braces.ts';

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

/** Reads an expression as it stands in `when:`. Braces in it, around it or inside its strings mean what is between them. */
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
  const cursor = cursorOf(withoutBraces(tokens));
  if (cursor.peek().kind === 'end') throw new Fault('syntax', 'there is no expression here', { offset: 0 });
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
