import { Fault } from '../fault.ts';
import { type CharacterTest, classes, ignoringCase } from './characters.ts';
import { escapedCode } from './escapes.ts';
import { type PatternReader, patternReader } from './reader.ts';
import { parseSet } from './set.ts';
import type { Edge, Flags, Pattern, Tree } from './tree.ts';
import { widthOf } from './width.ts';

/** How often a part may be repeated by number, and how deep groups may be nested: each costs room for every time. */
const mostTimes = 1000;
const deepest = 50;

interface Parsing {
  readonly reader: PatternReader;
  readonly flags: Flags;
  readonly names: Map<string, number>;
  groups: number;
  depth: number;
  looking: boolean;
}

/** Reads a pattern of Python's `re`. A pattern that is wrong, or that cannot be matched in bounded time, is a fault. */
export function parsePattern(text: string, given: Flags): Pattern {
  const reader = patternReader(text);
  const letters = reader.match(/\(\?([aimsu]+)\)/y)?.[1] ?? '';
  const flags: Flags = {
    ignoreCase: given.ignoreCase || letters.includes('i'),
    multiline: given.multiline || letters.includes('m'),
    dotAll: given.dotAll || letters.includes('s'),
  };
  const parsing: Parsing = { reader, flags, names: new Map(), groups: 0, depth: 0, looking: false };
  const root = parseChoice(parsing);
  if (reader.peek() === ')') throw new Fault('type', 'the pattern has a `)` without a `(`');
  return { root, groups: parsing.groups, names: parsing.names };
}

function parseChoice(parsing: Parsing): Tree {
  parsing.depth += 1;
  if (parsing.depth > deepest)
    throw new Fault('limit', `the pattern is nested more than ${deepest} levels deep`);
  const options = [parseSequence(parsing)];
  while (parsing.reader.accept('|')) options.push(parseSequence(parsing));
  parsing.depth -= 1;
  const [only] = options;
  return only !== undefined && options.length === 1 ? only : { kind: 'choice', options };
}

function parseSequence(parsing: Parsing): Tree {
  const { reader } = parsing;
  const parts: Tree[] = [];
  while (reader.peek() !== '' && reader.peek() !== '|' && reader.peek() !== ')') {
    const part = parsePart(parsing);
    if (part !== undefined) parts.push(parseRepeats(reader, part));
  }
  return { kind: 'sequence', parts };
}

function parseRepeats(reader: PatternReader, part: Tree): Tree {
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
  return { kind: 'repeat', part, least, most, lazy };
}

function repeatRange(reader: PatternReader): readonly [number, number] | undefined {
  if (reader.accept('*')) return [0, Number.POSITIVE_INFINITY];
  if (reader.accept('+')) return [1, Number.POSITIVE_INFINITY];
  if (reader.accept('?')) return [0, 1];
  const counted = reader.match(/\{(?:(\d+)(,?)(\d*)|,(\d+))\}/y);
  if (counted === undefined) return undefined;
  const [, low = '0', comma, high = '', only] = counted;
  const least = Number(low);
  const most =
    only !== undefined
      ? Number(only)
      : comma === ''
        ? least
        : high === ''
          ? Number.POSITIVE_INFINITY
          : Number(high);
  if (Math.max(least, Number.isFinite(most) ? most : 0) > mostTimes)
    throw new Fault('limit', `the pattern repeats more than ${mostTimes} times`);
  if (least > most) throw new Fault('type', 'the pattern repeats at least more often than at most');
  return [least, most];
}

/** One thing that can be repeated; undefined for a comment. */
function parsePart(parsing: Parsing): Tree | undefined {
  const { reader, flags } = parsing;
  const letter = reader.take();
  switch (letter) {
    case '(':
      return parseGroup(parsing);
    case '[':
      return one(parseSet(reader), flags);
    case '.':
      return one(flags.dotAll ? () => true : (code) => code !== 10, { ...flags, ignoreCase: false });
    case '^':
      return { kind: 'edge', edge: flags.multiline ? 'line start' : 'start' };
    case '$':
      return { kind: 'edge', edge: flags.multiline ? 'line end' : 'last line end' };
    case '\\':
      return parseEscape(reader, flags);
    case '*':
    case '+':
    case '?':
      throw new Fault('type', `the pattern has nothing for \`${letter}\` to repeat`);
    default:
      return literal(letter, flags);
  }
}

function literal(letter: string, flags: Flags): Tree {
  const wanted = letter.codePointAt(0);
  const tree = one((code) => code === wanted, flags);
  return flags.ignoreCase ? tree : { ...tree, literal: letter };
}

function one(test: CharacterTest, { ignoreCase }: Flags): Tree & { readonly kind: 'one' } {
  return { kind: 'one', test: ignoreCase ? ignoringCase(test) : test, literal: undefined };
}

const edges: ReadonlyMap<string, Edge> = new Map([
  ['A', 'start'],
  ['Z', 'end'],
  ['b', 'word edge'],
  ['B', 'inside word'],
]);

function parseEscape(reader: PatternReader, flags: Flags): Tree {
  const letter = reader.take();
  if (letter === '') throw new Fault('type', 'the pattern ends with a backslash');
  const edge = edges.get(letter);
  if (edge !== undefined) return { kind: 'edge', edge };
  const test = classes.get(letter);
  if (test !== undefined) return one(test, { ...flags, ignoreCase: false });
  return literal(String.fromCodePoint(escapedCode(reader, letter)), flags);
}

function parseGroup(parsing: Parsing): Tree | undefined {
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

function capture(parsing: Parsing, name: string | undefined): Tree {
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

function parseLook(parsing: Parsing, isBehind: boolean, negative: boolean): Tree {
  const before = parsing.looking;
  parsing.looking = true;
  const part = insideGroup(parsing);
  parsing.looking = before;
  return { kind: 'look', behind: isBehind ? widthOf(part) : undefined, negative, part };
}

function insideGroup(parsing: Parsing): Tree {
  const tree = parseChoice(parsing);
  closeGroup(parsing.reader);
  return tree;
}

function closeGroup(reader: PatternReader): void {
  if (!reader.accept(')')) throw new Fault('type', 'the pattern has a `(` that is never closed');
}
