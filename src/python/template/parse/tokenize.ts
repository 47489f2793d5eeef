import { Fault } from '../../fault.ts';
import { codeAt, lastOf } from '../../present.ts';
import { type Backslashes, stringValue } from './string-literal.ts';

/** A word of an expression. `text` is the value for a string and the characters themselves for all others. */
export interface Token {
  readonly kind: 'name' | 'string' | 'integer' | 'float' | 'operator' | 'end';
  readonly text: string;
  readonly offset: number;
}

/** An expression's words, an `end` last, and what closed it. */
export interface ExpressionTokens {
  readonly tokens: readonly Token[];
  /** The text of the closing mark with its sign, such as `-}}`; empty at the end of the text. */
  readonly close: string;
  /** Offset behind the closing mark. */
  readonly next: number;
}

const digits = String.raw`\d+(?:_\d+)*`;
const exponent = `[eE][+-]?${digits}`;

/** The kinds of words, by what they look like. Longer ones come before what they begin with. */
const wordPattern = new RegExp(
  [
    String.raw`(?<space>\s+)`,
    String.raw`(?<float>(?<!\.)${digits}(?:(?:\.${digits})?${exponent}|\.${digits}))`,
    String.raw`(?<integer>0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[\da-fA-F])+|[1-9](?:_?\d)*|0(?:_?0)*)`,
    String.raw`(?<name>[\p{L}_][\p{L}\p{N}_]*)`,
    String.raw`(?<string>'[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*")`,
    String.raw`(?<operator>\/\/|\*\*|==|!=|>=|<=|[\-+\/*%~\[\]\(\)\{\}<>=.:\|,;])`,
  ].join('|'),
  'suy',
);

const closers: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

/** Where an expression stands: behind an opening mark and before one of the closing ones, or alone in its text. */
export interface ExpressionFrame {
  readonly opening: { readonly mark: string; readonly offset: number } | undefined;
  /** Where the words start. */
  readonly from: number;
  /** Longest first. */
  readonly closing: readonly string[];
  readonly backslashes: Backslashes;
}

/** Reads the words up to one of the closing marks, or to the end of the text when there are none. */
export function tokenize(
  text: string,
  { opening, from, closing, backslashes }: ExpressionFrame,
): ExpressionTokens {
  const tokens: Token[] = [];
  const open: Token[] = [];
  let at = from;
  while (at < text.length) {
    const close = open.length === 0 ? closing.find((mark) => text.startsWith(mark, at)) : undefined;
    if (close !== undefined) return ended(close);
    const token = wordAt(text, at, backslashes);
    at = token.next;
    if (token.word === undefined) continue;
    tokens.push(token.word);
    if (token.word.kind === 'operator') balance(token.word, open);
  }
  const bracket = open.at(-1);
  if (bracket !== undefined) throw neverClosed(bracket);
  if (opening !== undefined) throw unclosed(opening.mark, opening.offset, lastOf(closing));
  return ended('');

  function ended(close: string): ExpressionTokens {
    tokens.push({ kind: 'end', text: close, offset: at });
    return { tokens, close, next: at + close.length };
  }
}

function wordAt(
  source: string,
  at: number,
  backslashes: Backslashes,
): { readonly word: Token | undefined; readonly next: number } {
  wordPattern.lastIndex = at;
  const match = wordPattern.exec(source);
  if (match === null) throw strange(source, at);
  const next = at + match[0].length;
  const kind = kinds.find((one) => match.groups?.[one] !== undefined);
  if (kind === undefined) return { word: undefined, next };
  const text = kind === 'string' ? stringValue(match[0].slice(1, -1), backslashes, at + 1) : match[0];
  return { word: { kind, text, offset: at }, next };
}

const kinds = ['name', 'operator', 'string', 'integer', 'float'] as const;

/** Inside brackets a `}` closes a mapping, not the template. */
function balance(token: Token, open: Token[]): void {
  if ('([{'.includes(token.text)) {
    open.push(token);
    return;
  }
  const opener = closers.get(token.text);
  if (opener === undefined) return;
  const last = open.pop();
  if (last === undefined) {
    throw new Fault('syntax', `\`${token.text}\` has no \`${opener}\` before it`, { offset: token.offset });
  }
  if (last.text !== opener) throw neverClosed(last);
}

function neverClosed({ text, offset }: Token): Fault {
  return new Fault('syntax', `this \`${text}\` is never closed`, { offset });
}

function strange(text: string, at: number): Fault {
  const letter = String.fromCodePoint(codeAt(text, at));
  if (letter === "'" || letter === '"')
    return new Fault('syntax', `this string has no closing ${letter}`, { offset: at });
  const hint = letter === '&' ? 'write `and`' : letter === '!' ? 'write `not`' : undefined;
  return new Fault('syntax', `\`${letter}\` means nothing here`, { offset: at, hint });
}

/** An opening mark without its closing one. */
export function unclosed(mark: string, offset: number, closing: string): Fault {
  return new Fault('syntax', `this \`${mark}\` is never closed`, {
    offset,
    hint: `add \`${closing}\`, or write \`{{ '${mark}' }}\` where only text is meant`,
  });
}
