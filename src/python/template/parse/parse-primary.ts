import { floatOf, type WholeFloat } from '../../../model/values/json.ts';
import { Fault } from '../../fault.ts';
import type { Term } from '../syntax.ts';
import { type Cursor, itemsUpTo, type ParseTerm, unexpected } from './cursor.ts';
import type { Token } from './tokenize.ts';

export const constants: ReadonlyMap<string, null | boolean> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

/** Names that mean something else; they cannot be variables. */
export const keywords: ReadonlySet<string> = new Set(['if', 'else', 'and', 'or', 'not', 'is', 'in']);

/** A literal, a name, or something in brackets. */
export function parsePrimary(cursor: Cursor, term: ParseTerm): Term {
  const token = cursor.take();
  const { kind, offset } = token;
  if (kind === 'string') return { kind: 'constant', value: token.text + followingStrings(cursor), offset };
  if (kind === 'integer' || kind === 'float') return { kind: 'constant', value: numberIn(token), offset };
  if (kind === 'name' && !keywords.has(token.text)) return parseWord(token);
  if (kind === 'operator' && token.text === '(') return parseBrackets(cursor, term, offset);
  if (kind === 'operator' && token.text === '[')
    return { kind: 'list', items: itemsUpTo(']', cursor, term), tuple: false, offset };
  if (kind === 'operator' && token.text === '{')
    return { kind: 'mapping', entries: itemsUpTo('}', cursor, () => parseEntry(cursor, term)), offset };
  throw unexpected(token, 'a value');
}

/** `'a' 'b'` is `'ab'`. */
function followingStrings(cursor: Cursor): string {
  let text = '';
  while (cursor.peek().kind === 'string') text += cursor.take().text;
  return text;
}

function parseWord({ text, offset }: Token): Term {
  const value = constants.get(text);
  return value === undefined ? { kind: 'name', name: text, offset } : { kind: 'constant', value, offset };
}

function numberIn({ kind, text, offset }: Token): number | WholeFloat {
  const number = Number(text.replaceAll('_', ''));
  if (kind === 'float' && Number.isFinite(number)) return floatOf(number);
  if (Number.isSafeInteger(number)) return number;
  throw new Fault('syntax', `the number ${text} is beyond 2^53 and would lose digits`, {
    offset,
    hint: 'write it as a string',
  });
}

function parseBrackets(cursor: Cursor, term: ParseTerm, offset: number): Term {
  const items: Term[] = [];
  let tuple = cursor.is(')');
  while (!cursor.is(')')) {
    items.push(term(cursor));
    if (cursor.accept(',') !== undefined) tuple = true;
    else if (!cursor.is(')')) throw unexpected(cursor.peek(), '`)`');
  }
  cursor.take();
  const [first] = items;
  return first !== undefined && !tuple ? first : { kind: 'list', items, tuple: true, offset };
}

function parseEntry(cursor: Cursor, term: ParseTerm): readonly [Term, Term] {
  const key = term(cursor);
  cursor.expect(':');
  return [key, term(cursor)];
}
