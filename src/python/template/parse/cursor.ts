import { Fault } from '../../fault.ts';
import { itemAt } from '../../present.ts';
import type { Term } from '../syntax.ts';
import type { Token } from './tokenize.ts';

/** Reading words one by one. Text and comparison is by what was written: `is('in')` is never true for the string `'in'`. */
export interface Cursor {
  readonly peek: () => Token;
  /** True when the word `ahead` of the next one (0: the next one) is this name or operator. */
  readonly is: (text: string, ahead?: number) => boolean;
  /** Takes the next word. Taking the end gives the end again. */
  readonly take: () => Token;
  /** Takes the next word if it is this name or operator. */
  readonly accept: (text: string) => Token | undefined;
  readonly expect: (text: string) => Token;
  readonly expectName: (what: string) => Token;
  /** For going one level deeper: too deep is an error. */
  readonly nested: <T>(read: () => T) => T;
}

/** How a term inside brackets is read; handed down because it is what leads here. */
export type ParseTerm = (cursor: Cursor) => Term;

/** How deep brackets and blocks may be nested; far above what people write, far below what the stack holds. */
const deepest = 60;

/** `depth` is how many blocks there are around. */
export function cursorOf(tokens: readonly Token[], depth = 0): Cursor {
  let index = 0;
  let deep = depth;
  const at = (ahead: number): Token => itemAt(tokens, Math.min(index + ahead, tokens.length - 1));

  const is = (text: string, ahead = 0): boolean => {
    const { kind, text: found } = at(ahead);
    return (kind === 'name' || kind === 'operator') && found === text;
  };
  const take = (): Token => {
    const token = at(0);
    index += 1;
    return token;
  };
  return {
    peek: () => at(0),
    is,
    take,
    accept: (text) => (is(text) ? take() : undefined),
    expect: (text) => {
      if (is(text)) return take();
      throw unexpected(at(0), `\`${text}\``);
    },
    expectName: (what) => {
      if (at(0).kind === 'name') return take();
      throw unexpected(at(0), what);
    },
    nested: (read) => {
      deep += 1;
      checkDepth(deep, at(0).offset);
      const result = read();
      deep -= 1;
      return result;
    },
  };
}

/** What stands before a closing bracket, with commas between. The bracket is taken too. */
export function itemsUpTo<T>(close: string, cursor: Cursor, read: (cursor: Cursor) => T): readonly T[] {
  const items: T[] = [];
  while (!cursor.is(close)) {
    items.push(read(cursor));
    if (cursor.accept(',') === undefined && !cursor.is(close))
      throw unexpected(cursor.peek(), `\`,\` or \`${close}\``);
  }
  cursor.take();
  return items;
}

export function checkDepth(depth: number, offset: number): void {
  if (depth > deepest)
    throw new Fault('limit', `this is nested more than ${deepest} levels deep`, { offset });
}

/** `expected` is what should have stood there: `a name`, `` `)` ``. */
export function unexpected(token: Token, expected: string): Fault {
  const hint = token.text === '=' ? 'compare with `==`' : undefined;
  return new Fault('syntax', `expected ${expected}, found ${described(token)}`, {
    offset: token.offset,
    hint,
  });
}

function described({ kind, text }: Token): string {
  if (kind === 'string') return `the string '${text}'`;
  if (text !== '') return `\`${text}\``;
  return 'the end';
}
