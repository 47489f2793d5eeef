import { Fault } from '../fault.ts';
import { type Alphabet, ASCII, type CharacterTest, ignoringCase, UNICODE } from './characters.ts';
import { escapedCode } from './escapes.ts';
import { type PatternReader, patternReader, type Subject } from './reader.ts';
import { parseSet } from './set.ts';
import type { Edge, Flags, Pattern, RegexTree } from './tree.ts';
import { isNullable, widthOf } from './width.ts';

/** How often a part may be repeated by number, and how deep groups may be nested: each costs room for every time. */
const mostTimes = 1000;
const deepest = 50;

interface Parsing {
  readonly reader: PatternReader;
  readonly flags: Flags;
  readonly alphabet: Alphabet;
  readonly names: Map<string, number>;
  groups: number;
  depth: number;
  looking: boolean;
}

/** Reads a pattern of Python's `re`. A pattern that is wrong, or that cannot be matched in bounded time, is a fault. */
export function parsePattern(text: string, given: Partial<Flags>, subject: Subject): Pattern {
  const reader = patternReader(text, subject);
  const letters = globalFlags(reader);
  const flags: Flags = {
    ignoreCase: given.ignoreCase === true || letters.includes('i'),
    multiline: given.multiline === true || letters.includes('m'),
    dotAll: given.dotAll === true || letters.includes('s'),
  };
  const alphabet = subject === 'bytes' || letters.includes('a') ? ASCII : UNICODE;
  const parsing: Parsing = { reader, flags, alphabet, names: new Map(), groups: 0, depth: 0, looking: false };
  const root = parseChoice(parsing);
  if (reader.peek() === ')') throw new Fault('type', 'the pattern has a `)` without a `(`');
  return { root, groups: parsing.groups, names: parsing.names, alphabet };
}

/** Flags stand at the very start, the only place where Python still takes them. Letters for text alone mean text. */
function globalFlags(reader: PatternReader): string {
  const sticky = reader.holds === 'text' ? /\(\?([aimsu]+)\)/y : /\(\?([aims]+)\)/y;
  let letters = '';
  for (let found = reader.match(sticky); found !== undefined; found = reader.match(sticky))
    letters += found[1];
  return letters;
}

function parseChoice(parsing: Parsing): RegexTree {
  parsing.depth += 1;
  if (parsing.depth > deepest)
    throw new Fault('limit', `the pattern is nested more than ${deepest} levels deep`);
  const options = [parseSequence(parsing)];
  while (parsing.reader.accept('|')) options.push(parseSequence(parsing));
  parsing.depth -= 1;
  const [only] = options;
  return only !== undefined && options.length === 1 ? only : { kind: 'choice', options };
}

function parseSequence(parsing: Parsing): RegexTree {
  const { reader } = parsing;
  const parts: RegexTree[] = [];
  while (reader.peek() !== '' && reader.peek() !== '|' && reader.peek() !== ')') {
    const groups = parsing.groups;
    const part = parsePart(parsing);
    if (part !== undefined) parts.push(parseRepeats(reader, part, parsing.groups > groups));
  }
  return { kind: 'sequence', parts };
}

function parseRepeats(reader: PatternReader, part: RegexTree, captures: boolean): RegexTree {
  const range = repeatRange(reader);
  if (range === undefined) return part;
  const [least, most] = range;
  const lazy = reader.accept('?');
  if (reader.peek() === '+')
    throw new Fault('type', 'possessive repeats such as `a++` are not supported in patterns');
  if (repeatRange(reader) !== undefined)
    throw new Fault('type', 'the pattern repeats a repeat', { hint: 'put the inner one in `(?:…)`' });
  if (part.kind === 'edge' || part.kind === 'look')
    throw new Fault('type', 'the pattern repeats what takes no character');
  // What such groups hold depends on how often Python goes round for nothing. Nobody is to find it in a file.
  if (reader.holds === 'bytes' && captures && most > 1 && isNullable(part))
    throw new Fault('type', 'the pattern captures inside a repeat of what may take no character');
  return { kind: 'repeat', part, least, most, lazy };
}

function repeatRange(reader: PatternReader): readonly [number, number] | undefined {
  if (reader.accept('*')) return [0, Number.POSITIVE_INFINITY];
  if (reader.accept('+')) return [1, Number.POSITIVE_INFINITY];
  if (reader.accept('?')) return [0, 1];
  // `{}` and `{x` are no repeats: they stand for themselves.
  const counted = reader.match(/\{(?!\})(\d*)(,?)(\d*)\}/y);
  if (counted === undefined) return undefined;
  const [, low, comma, high] = counted;
  const least = Number(low);
  const most = comma === '' ? least : high === '' ? Number.POSITIVE_INFINITY : Number(high);
  if (Math.max(least, Number.isFinite(most) ? most : 0) > mostTimes)
    throw new Fault('limit', `the pattern repeats more than ${mostTimes} times`);
  if (least > most) throw new Fault('type', 'the pattern repeats at least more often than at most');
  return [least, most];
}

/** One thing that can be repeated; undefined for a comment. */
function parsePart(parsing: Parsing): RegexTree | undefined {
  const { reader, flags, alphabet } = parsing;
  if (reader.peek() === '{' && repeatRange(reader) !== undefined) throw nothingToRepeat('{');
  const letter = reader.take();
  switch (letter) {
    case '(':
      return parseGroup(parsing);
    case '[':
      return one(parseSet(reader, alphabet), parsing);
    case '.':
      return exactly(flags.dotAll ? () => true : (code) => code !== 10);
    case '^':
      return { kind: 'edge', edge: flags.multiline ? 'line start' : 'start' };
    case '$':
      return { kind: 'edge', edge: flags.multiline ? 'line end' : 'last line end' };
    case '\\':
      return parseEscape(parsing);
    case '*':
    case '+':
    case '?':
      throw nothingToRepeat(letter);
    default:
      return literal(letter, parsing);
  }
}

function nothingToRepeat(mark: string): Fault {
  return new Fault('type', `the pattern has nothing for \`${mark}\` to repeat`);
}

type One = Extract<RegexTree, { readonly kind: 'one' }>;

function literal(letter: string, parsing: Parsing): One {
  const wanted = letter.codePointAt(0);
  const tree = one((code) => code === wanted, parsing);
  return parsing.flags.ignoreCase ? tree : { ...tree, literal: letter };
}

function one(test: CharacterTest, { flags, alphabet }: Parsing): One {
  return exactly(flags.ignoreCase ? ignoringCase(test, alphabet) : test);
}

/** What no letter's case matters for. */
function exactly(test: CharacterTest): One {
  return { kind: 'one', test, literal: undefined };
}

const edges: ReadonlyMap<string, Edge> = new Map([
  ['A', 'start'],
  ['Z', 'end'],
  ['b', 'word edge'],
  ['B', 'inside word'],
]);

function parseEscape(parsing: Parsing): RegexTree {
  const { reader, alphabet } = parsing;
  const letter = reader.peek();
  if (letter === '') throw new Fault('type', 'the pattern ends with a backslash');
  const edge = edges.get(letter);
  const test = alphabet.classes.get(letter);
  if (edge !== undefined || test !== undefined) reader.take();
  if (edge !== undefined) return { kind: 'edge', edge };
  return test === undefined ? literal(String.fromCodePoint(escapedCode(reader)), parsing) : exactly(test);
}

function parseGroup(parsing: Parsing): RegexTree | undefined {
  const { reader } = parsing;
  if (reader.match(/\?#[^)]*/y) !== undefined) {
    closeGroup(reader);
    return undefined;
  }
  if (!reader.accept('?')) return capture(parsing, undefined);
  if (reader.accept(':')) return { kind: 'group', group: undefined, part: insideGroup(parsing) };
  const name = reader.match(/P<([\p{L}_][\p{L}\p{N}_]*)>/uy)?.[1];
  if (name !== undefined) return capture(parsing, name);
  const look = reader.match(/(<?)([=!])/y);
  if (look !== undefined) return parseLook(parsing, look[1] === '<', look[2] === '!');
  throw new Fault('type', `the pattern uses \`(?${reader.peek()}\`, which is not supported`, {
    hint: 'groups are `(…)`, `(?:…)`, `(?P<name>…)`, `(?=…)`, `(?!…)`, `(?<=…)` and `(?<!…)`; flags stand at the very start',
  });
}

function capture(parsing: Parsing, name: string | undefined): RegexTree {
  if (parsing.looking)
    throw new Fault('type', 'the pattern captures inside `(?=…)` or its like', { hint: 'use `(?:…)` there' });
  parsing.groups += 1;
  const group = parsing.groups;
  if (name !== undefined) {
    if (parsing.names.has(name)) throw new Fault('type', `the pattern has two groups \`${name}\``);
    parsing.names.set(name, group);
  }
  return { kind: 'group', group, part: insideGroup(parsing) };
}

function parseLook(parsing: Parsing, isBehind: boolean, negative: boolean): RegexTree {
  const before = parsing.looking;
  parsing.looking = true;
  const part = insideGroup(parsing);
  parsing.looking = before;
  return { kind: 'look', behind: isBehind ? widthOf(part) : undefined, negative, part };
}

function insideGroup(parsing: Parsing): RegexTree {
  const tree = parseChoice(parsing);
  closeGroup(parsing.reader);
  return tree;
}

function closeGroup(reader: PatternReader): void {
  if (!reader.accept(')')) throw new Fault('type', 'the pattern has a `(` that is never closed');
}
