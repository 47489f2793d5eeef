import { didYouMean } from '../../../text/edit-distance.ts';
import { Fault } from '../../fault.ts';
import { lastOf } from '../../present.ts';
import type { AssignmentTarget, Branch, Node } from '../syntax.ts';
import { type Cursor, checkDepth, cursorOf, unexpected } from './cursor.ts';
import { parseTerm, parseTermBeforeIf, parseTuple } from './parse-operators.ts';
import { constants, keywords } from './parse-primary.ts';
import type { Segment } from './split.ts';

/** A tag that ends the body before it, such as `{% else %}`. */
interface Ending {
  readonly name: string;
  readonly cursor: Cursor;
}

/** What a tag opens: where its body comes from, how deep it is, and where the tag stands. */
interface Block {
  readonly next: () => Segment | undefined;
  readonly depth: number;
  readonly offset: number;
}

type TagParser = (cursor: Cursor, block: Block) => Node;

const tagParsers: ReadonlyMap<string, TagParser> = new Map([
  ['if', parseIf],
  ['for', parseFor],
  ['set', parseSet],
]);

/** What stands inside a block and cannot begin one. */
const endings: readonly string[] = ['elif', 'else', 'endif', 'endfor', 'endset'];

const unsupported: readonly string[] = [
  'include',
  'import',
  'from',
  'extends',
  'block',
  'macro',
  'call',
  'filter',
  'with',
  'do',
  'break',
  'continue',
  'autoescape',
  'print',
];

export function parseBody(segments: readonly Segment[]): readonly Node[] {
  let index = 0;
  const next = (): Segment | undefined => {
    index += 1;
    return segments[index - 1];
  };
  return readBody({ next, depth: 0, offset: 0 }, []).nodes;
}

/** Reads nodes to one of the ending tags, or to the end of the template when there are none. */
function readBody(
  { next, depth }: Block,
  stops: readonly string[],
): { readonly nodes: readonly Node[]; readonly ending: Ending | undefined } {
  const nodes: Node[] = [];
  for (let segment = next(); segment !== undefined; segment = next()) {
    if (segment.kind === 'text') {
      nodes.push(segment);
      continue;
    }
    checkDepth(depth, segment.offset);
    const cursor = cursorOf(segment.tokens, depth);
    if (segment.kind === 'output') {
      nodes.push({ kind: 'output', term: atEnd(cursor, parseTuple(cursor)) });
      continue;
    }
    const tag = cursor.expectName('the name of a tag');
    if (stops.includes(tag.text)) return { nodes, ending: { name: tag.text, cursor } };
    const parse = tagParser(tag.text, tag.offset);
    nodes.push(parse(cursor, { next, depth: depth + 1, offset: segment.offset }));
  }
  return { nodes, ending: undefined };
}

function tagParser(name: string, offset: number): TagParser {
  const parser = tagParsers.get(name);
  if (parser !== undefined) return parser;
  if (endings.includes(name))
    throw new Fault('syntax', `\`{% ${name} %}\` has no block to belong to`, { offset });
  if (unsupported.includes(name)) {
    throw new Fault('syntax', `the tag \`${name}\` is not supported`, {
      offset,
      hint: 'there are `if`, `for`, `set` and `raw`',
    });
  }
  throw new Fault('syntax', `there is no tag \`${name}\``, {
    offset,
    hint: didYouMean(name, [...tagParsers.keys(), ...endings]),
  });
}

function atEnd<T>(cursor: Cursor, value: T): T {
  if (cursor.peek().kind !== 'end') throw unexpected(cursor.peek(), 'the end');
  return value;
}

/** Reads a body that must be ended. */
function readUntil(
  block: Block,
  ...stops: readonly string[]
): { readonly nodes: readonly Node[]; readonly ending: Ending } {
  const { nodes, ending } = readBody(block, stops);
  if (ending !== undefined) return { nodes, ending };
  const end = lastOf(stops);
  throw new Fault('syntax', `this \`{% ${end.slice(3)} %}\` is never closed`, {
    offset: block.offset,
    hint: `add \`{% ${end} %}\``,
  });
}

function parseIf(first: Cursor, block: Block): Node {
  const branches: Branch[] = [];
  let cursor = first;
  for (;;) {
    const when = atEnd(cursor, parseTerm(cursor));
    const { nodes: body, ending } = readUntil(block, 'elif', 'else', 'endif');
    branches.push({ when, body });
    cursor = ending.cursor;
    if (ending.name === 'elif') continue;
    atEnd(cursor, undefined);
    const otherwise = ending.name === 'else' ? readLast(block, 'endif') : [];
    return { kind: 'if', branches, otherwise };
  }
}

function readLast(block: Block, stop: string): readonly Node[] {
  const { nodes, ending } = readUntil(block, stop);
  return atEnd(ending.cursor, nodes);
}

function parseFor(cursor: Cursor, block: Block): Node {
  const { offset } = block;
  const targets = parseNames(cursor);
  cursor.expect('in');
  const items = parseTuple(cursor, parseTermBeforeIf);
  const when = cursor.accept('if') === undefined ? undefined : parseTerm(cursor);
  if (cursor.is('recursive')) throw new Fault('syntax', '`recursive` loops are not supported', { offset });
  atEnd(cursor, undefined);
  const { nodes: body, ending } = readUntil(block, 'else', 'endfor');
  atEnd(ending.cursor, undefined);
  const otherwise = ending.name === 'else' ? readLast(block, 'endfor') : [];
  return { kind: 'for', targets, items, when, body, otherwise, offset };
}

function parseSet(cursor: Cursor, block: Block): Node {
  const { offset } = block;
  const target = parseTarget(cursor);
  if (cursor.accept('=') !== undefined)
    return { kind: 'set', target, value: atEnd(cursor, parseTuple(cursor)), offset };
  atEnd(cursor, undefined);
  return { kind: 'capture', target, body: readLast(block, 'endset'), offset };
}

function parseTarget(cursor: Cursor): AssignmentTarget {
  if (!cursor.is('.', 1)) return { kind: 'names', names: parseNames(cursor) };
  const { text: name } = cursor.expectName('a name');
  cursor.take();
  return { kind: 'member', name, key: cursor.expectName('a name').text };
}

/** `a`, `a, b` or `(a, b)`. */
function parseNames(cursor: Cursor): readonly string[] {
  const bracket = cursor.accept('(');
  const names = [parseName(cursor)];
  while (cursor.accept(',') !== undefined && cursor.peek().kind === 'name' && !cursor.is('in'))
    names.push(parseName(cursor));
  if (bracket !== undefined) cursor.expect(')');
  return names;
}

function parseName(cursor: Cursor): string {
  const { text, offset } = cursor.expectName('a name');
  if (constants.has(text) || keywords.has(text))
    throw new Fault('syntax', `\`${text}\` cannot be given a value`, { offset });
  return text;
}
