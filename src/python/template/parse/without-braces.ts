import { Fault } from '../../fault.ts';
import { joinedName, splicedName } from '../syntax.ts';
import { valueMarks } from './marks.ts';
import { type Segment, split } from './split.ts';
import type { Token } from './tokenize.ts';

/**
 * The words of an expression that has templates in it, such as `{{ a }} == 1` and `x == '{{ y }}/z'`, as Ansible takes it:
 * the first as what `a` stands for, the second as the text that comes out.
 */
export function withoutBraces(tokens: readonly Token[]): readonly Token[] {
  const words: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const end = endOfBraces(tokens, at);
    if (end !== undefined) {
      words.push(...called(splicedName, token.offset, tokens.slice(at + 2, end - 1)));
      at = end;
    } else if (token.kind === 'string' && /\{[{%#]/.test(token.text)) words.push(...joined(token));
    else words.push(token);
  }
  return words;
}

/** Where the braces that open at a word close: the last of `}}`. Undefined: there are none. */
function endOfBraces(tokens: readonly Token[], at: number): number | undefined {
  if (isNext(tokens, at, '%') && tokens[at]?.text === '{') throw statement(tokens[at].offset);
  if (!isPair(tokens, at, '{')) return undefined;
  let depth = 0;
  const end = tokens.findIndex(({ kind, text }, index) => {
    if (index < at || kind !== 'operator') return false;
    depth += text === '{' ? 1 : text === '}' ? -1 : 0;
    return depth === 0;
  });
  return isPair(tokens, end - 1, '}') ? end : undefined;
}

function isPair(tokens: readonly Token[], at: number, brace: '{' | '}'): boolean {
  const { kind, text } = tokens[at] ?? {};
  return kind === 'operator' && text === brace && isNext(tokens, at, brace);
}

/** True when this follows without a blank. */
function isNext(tokens: readonly Token[], at: number, word: string): boolean {
  const [one, next] = [tokens[at], tokens[at + 1]];
  return next?.kind === 'operator' && next.text === word && next.offset === (one?.offset ?? 0) + 1;
}

/** A string with templates in it: its parts, one behind the other. */
function joined({ text, offset }: Token): readonly Token[] {
  const parts = split(text, valueMarks).map((segment) => partOf(segment, offset));
  const words = parts.flatMap((part) => [...part, operator(',', offset)]);
  return called(joinedName, offset, words);
}

function partOf(segment: Segment, offset: number): readonly Token[] {
  if (segment.kind === 'text') return [{ kind: 'string', text: segment.text, offset }];
  if (segment.kind === 'tag') throw statement(offset + 1 + segment.offset);
  // What is behind the quote, as far as no backslash stands before it.
  const inner = segment.tokens.slice(0, -1).map((token) => ({ ...token, offset: offset + 1 + token.offset }));
  return [operator('(', offset), ...inner, operator(')', offset)];
}

function called(name: string, offset: number, args: readonly Token[]): readonly Token[] {
  return [{ kind: 'name', text: name, offset }, operator('(', offset), ...args, operator(')', offset)];
}

function operator(text: string, offset: number): Token {
  return { kind: 'operator', text, offset };
}

function statement(offset: number): Fault {
  return new Fault('syntax', 'a statement cannot stand in an expression', {
    offset,
    hint: 'put it into a variable of its own, and name that here',
  });
}
