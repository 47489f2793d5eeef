import { Fault } from '../../fault.ts';
import type { AssignmentTarget, Branch, Node } from '../syntax.ts';
import type { Cursor } from './cursor.ts';
import {
  atEnd,
  type Block,
  parseName,
  readBody,
  readLast,
  readUntil,
  type TagParser,
} from './parse-block.ts';
import { parseFilters } from './parse-chain.ts';
import { parseCallBlock, parseMacro } from './parse-macro.ts';
import { parseTerm, parseTermBeforeIf, parseTuple } from './parse-operators.ts';
import { parseExtends, parseFrom, parseImport, parseInclude, parseInherited } from './parse-pages.ts';
import type { Segment } from './split.ts';

const tags: ReadonlyMap<string, TagParser> = new Map<string, TagParser>([
  ['if', parseIf],
  ['for', parseFor],
  ['set', parseSet],
  ['with', parseWith],
  ['filter', parseFilterBlock],
  ['print', parsePrint],
  ['autoescape', parseAutoescape],
  ['macro', parseMacro],
  ['call', parseCallBlock],
  ['include', parseInclude],
  ['import', parseImport],
  ['from', parseFrom],
  ['extends', parseExtends],
  ['block', parseInherited],
]);

export function parseBody(segments: readonly Segment[]): readonly Node[] {
  let index = 0;
  const next = (): Segment | undefined => {
    index += 1;
    return segments[index - 1];
  };
  return readBody({ next, tags, depth: 0, offset: 0 }, []).nodes;
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

function parseFor(cursor: Cursor, block: Block): Node {
  const { offset } = block;
  const targets = parseNames(cursor);
  cursor.expect('in');
  const items = parseTuple(cursor, parseTermBeforeIf);
  const when = cursor.accept('if') === undefined ? undefined : parseTerm(cursor);
  const recursive = cursor.accept('recursive') !== undefined;
  atEnd(cursor, undefined);
  const { nodes: body, ending } = readUntil(block, 'else', 'endfor');
  atEnd(ending.cursor, undefined);
  const otherwise = ending.name === 'else' ? readLast(block, 'endfor') : [];
  return { kind: 'for', targets, items, when, recursive, body, otherwise, offset };
}

function parseSet(cursor: Cursor, block: Block): Node {
  const { offset } = block;
  const target = parseTarget(cursor);
  if (cursor.accept('=') !== undefined)
    return { kind: 'set', target, value: atEnd(cursor, parseTuple(cursor)), offset };
  const filters = parseFilters(cursor, parseTerm);
  atEnd(cursor, undefined);
  return { kind: 'capture', target, filters, body: readLast(block, 'endset'), offset };
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

/** `{% with a = 1, b = 2 %}`; a value does not see the names before it. */
function parseWith(cursor: Cursor, block: Block): Node {
  const entries: (readonly [string, ReturnType<typeof parseTerm>])[] = [];
  while (cursor.peek().kind !== 'end') {
    if (entries.length > 0) cursor.expect(',');
    const name = parseName(cursor);
    cursor.expect('=');
    entries.push([name, parseTerm(cursor)]);
  }
  return { kind: 'with', entries, body: readLast(block, 'endwith') };
}

/** `{% filter upper | indent(2) %}` */
function parseFilterBlock(cursor: Cursor, block: Block): Node {
  const filters = parseFilters(cursor, parseTerm, 'begun');
  atEnd(cursor, undefined);
  return { kind: 'filtered', filters, body: readLast(block, 'endfilter'), offset: block.offset };
}

/** `{% print a, b %}` puts out one after the other. */
function parsePrint(cursor: Cursor): Node {
  const terms = [parseTerm(cursor)];
  while (cursor.accept(',') !== undefined) terms.push(parseTerm(cursor));
  const body = atEnd(cursor, terms).map((term) => ({ kind: 'output', term }) as const);
  return { kind: 'with', entries: [], body };
}

function parseAutoescape(cursor: Cursor, block: Block): Node {
  if (cursor.accept('false') === undefined && cursor.accept('False') === undefined)
    throw new Fault('syntax', 'nothing is escaped by itself here', {
      offset: block.offset,
      hint: 'write `| escape` where a value goes into HTML',
    });
  atEnd(cursor, undefined);
  return { kind: 'with', entries: [], body: readLast(block, 'endautoescape') };
}
