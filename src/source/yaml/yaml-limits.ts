import { CST, Lexer, Parser } from 'yaml';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Position } from '../../model/values/position.ts';
import { mistake } from '../diagnostics/mistake.ts';
import type { Locate } from './line-index.ts';

/** How much a document may ask of us. All at least 1. */
export interface YamlLimits {
  /** Of the whole text, in UTF-16 code units: never more than the file has bytes. */
  readonly size: number;
  /** Collections inside collections, aliases followed. */
  readonly depth: number;
  /** Uses of anchors. */
  readonly aliases: number;
  /** Of one line, in UTF-16 code units. */
  readonly lineLength: number;
  /** Keys, values and punctuation together: what the time and memory of parsing go by. */
  readonly words: number;
}

export const playbookLimits: YamlLimits = {
  size: 1 << 20,
  depth: 64,
  aliases: 100,
  lineLength: 1 << 16,
  words: 100_000,
};

/** A script's inventory may be one long line. */
export const inventoryLimits: YamlLimits = {
  size: 1 << 24,
  depth: 64,
  aliases: 100,
  lineLength: 1 << 24,
  words: 2_000_000,
};

/** Size, characters and lines: what must not even reach the lexer. */
function findExcess(text: string, limits: YamlLimits, locate: Locate): readonly Diagnostic[] {
  if (text.length > limits.size) {
    const message = `the file is larger than ${limits.size >> 10} KiB`;
    const hint = 'split it, or move large contents to files of their own';
    return [mistake(locate(0), 'too-large', message, hint)];
  }
  const atCharacter = findForbiddenCharacters(text, locate);
  return atCharacter.length > 0 ? atCharacter : findLongLine(text, limits, locate);
}

const atMostReported = 20;

function findForbiddenCharacters(text: string, locate: Locate): readonly Diagnostic[] {
  // YAML's printable characters, without a lone carriage return: it would let one line look like two.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\r(?!\n)/g;
  const found: Diagnostic[] = [];
  for (const { 0: character, index } of text.matchAll(forbidden)) {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    const message = `the control character U+${code} cannot stand here`;
    const hint = 'remove it, or write it as an escape inside double quotes';
    found.push(mistake(locate(index), 'control-character', message, hint));
    if (found.length === atMostReported) break;
  }
  return found;
}

function findLongLine(text: string, { lineLength }: YamlLimits, locate: Locate): readonly Diagnostic[] {
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (end - start > lineLength) {
      return [mistake(locate(start), 'line-too-long', `this line is longer than ${lineLength} characters`)];
    }
    start = end + 1;
  }
  return [];
}

export type YamlTokens =
  | { readonly ok: true; readonly tokens: readonly CST.Token[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * The first half of parsing, stopped at the first limit.
 *
 * The second half recurses, and input that is deep enough can end the whole process past any `catch`. So the nesting is
 * counted here, where it is made, lexeme by lexeme; nothing here goes deeper than the limit or looks back.
 */
export function tokensWithin(text: string, limits: YamlLimits, locate: Locate): YamlTokens {
  const excess = findExcess(text, limits, locate);
  if (excess.length > 0) return { ok: false, diagnostics: excess };
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const spent: Spent = { depth: 0, aliases: 0, words: 0 };
  for (const lexeme of new Lexer().lex(text)) {
    const start = parser.offset;
    for (const token of parser.next(lexeme)) tokens.push(token);
    spent.depth = openCollections(parser.stack);
    if (!isBlank(lexeme)) spent.words += 1;
    if (lexeme.startsWith('*')) spent.aliases += 1;
    if (isOver(spent, limits)) return { ok: false, diagnostics: [overspent(spent, limits, locate(start))] };
  }
  tokens.push(...parser.end());
  return { ok: true, tokens };
}

interface Spent {
  depth: number;
  aliases: number;
  words: number;
}

/** Under them lies the document; on top there may be a scalar that is still being read. */
function openCollections(stack: readonly CST.Token[]): number {
  const top = stack.at(-1);
  return stack.length - (top !== undefined && 'items' in top ? 1 : 2);
}

/** Space, comments, and the lexer's own marks. */
function isBlank(lexeme: string): boolean {
  return lexeme <= CST.SCALAR || /^[ \t\r\n#]/.test(lexeme);
}

function isOver(spent: Spent, limits: YamlLimits): boolean {
  return spent.depth > limits.depth || spent.aliases > limits.aliases || spent.words > limits.words;
}

function overspent(spent: Spent, limits: YamlLimits, at: Position): Diagnostic {
  if (spent.depth > limits.depth) return tooDeep(at, limits);
  if (spent.aliases > limits.aliases) {
    return mistake(at, 'too-many-aliases', `one file may use at most ${limits.aliases} aliases`);
  }
  return mistake(at, 'too-large', `one file may hold at most ${limits.words} keys and values`, 'split it');
}

export function tooDeep(at: Position, { depth }: YamlLimits): Diagnostic {
  const hint = 'a bracket may be missing further up';
  return mistake(at, 'too-deep', `this is nested deeper than ${depth} levels`, hint);
}
