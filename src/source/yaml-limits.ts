import { Lexer } from 'yaml';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Position } from '../model/position.ts';
import type { Locate } from './line-index.ts';
import { mistake } from './mistake.ts';
import { depthMeter, isMark, scalarMark } from './yaml-depth.ts';

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

/**
 * What must not reach the parser, found in one pass that neither recurses nor looks back. The parser recurses, and
 * deep input can end the whole process past any `catch`, so this is the only defence.
 */
export function findExcess(text: string, limits: YamlLimits, locate: Locate): readonly Diagnostic[] {
  if (text.length > limits.size) {
    return [
      mistake(locate(0), 'too-large', `the file is larger than ${limits.size >> 10} KiB`, {
        hint: 'split it, or move large contents to files of their own',
      }),
    ];
  }
  // In this order: characters that the lexer uses as marks of its own are gone before it runs.
  const atCharacter = findForbiddenCharacters(text, locate);
  if (atCharacter.length > 0) return atCharacter;
  const atLine = findLongLine(text, limits, locate);
  return atLine.length > 0 ? atLine : findDeepOrAliased(text, limits, locate);
}

const atMostReported = 20;

function findForbiddenCharacters(text: string, locate: Locate): readonly Diagnostic[] {
  // YAML's printable characters, without a lone carriage return: it would let one line look like two.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\r(?!\n)/g;
  const found: Diagnostic[] = [];
  for (const { 0: character, index } of text.matchAll(forbidden)) {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    found.push(
      mistake(locate(index), 'control-character', `the control character U+${code} cannot stand here`, {
        hint: 'remove it, or write it as an escape inside double quotes',
      }),
    );
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

function findDeepOrAliased(text: string, limits: YamlLimits, locate: Locate): readonly Diagnostic[] {
  const depthAfter = depthMeter();
  let offset = 0;
  let aliases = 0;
  let words = 0;
  let before = '';
  for (const lexeme of new Lexer().lex(text)) {
    if (depthAfter(lexeme) > limits.depth) return [tooDeep(locate(offset), limits)];
    if (lexeme.startsWith('*') && before !== scalarMark) aliases += 1;
    if (aliases > limits.aliases) return [tooManyAliases(locate(offset), limits)];
    if (!isBlank(lexeme)) words += 1;
    if (words > limits.words) return [tooManyWords(locate(offset), limits)];
    if (!isMark(lexeme)) offset += lexeme.length;
    before = lexeme;
  }
  return [];
}

export function tooDeep(at: Position, { depth }: YamlLimits): Diagnostic {
  return mistake(at, 'too-deep', `this is nested deeper than ${depth} levels`, {
    hint: 'a bracket may be missing further up',
  });
}

function isBlank(lexeme: string): boolean {
  return isMark(lexeme) || /^[ \t\r\n#]/.test(lexeme) || lexeme === '';
}

function tooManyWords(at: Position, { words }: YamlLimits): Diagnostic {
  return mistake(at, 'too-large', `one file may hold at most ${words} keys and values`, { hint: 'split it' });
}

function tooManyAliases(at: Position, { aliases }: YamlLimits): Diagnostic {
  return mistake(at, 'too-many-aliases', `one file may use at most ${aliases} aliases`);
}
