import type { Node } from '../syntax.ts';
import type { Cursor } from './cursor.ts';
import { atEnd, type Block, parseName, readUntil } from './parse-block.ts';
import { parseTerm } from './parse-operators.ts';

/** `{% include 'a.j2' ignore missing without context %}` */
export function parseInclude(cursor: Cursor, { offset }: Block): Node {
  const page = parseTerm(cursor);
  const mayMiss = cursor.is('ignore') && cursor.is('missing', 1);
  if (mayMiss) {
    cursor.take();
    cursor.take();
  }
  const withContext = parseContext(cursor, true);
  return atEnd(cursor, { kind: 'include', page, mayMiss, withContext, offset });
}

/** `{% import 'a.j2' as name %}` */
export function parseImport(cursor: Cursor, { offset }: Block): Node {
  const page = parseTerm(cursor);
  cursor.expect('as');
  const name = parseName(cursor);
  const withContext = parseContext(cursor, false);
  return atEnd(cursor, { kind: 'import', page, name, withContext, offset });
}

/** `{% from 'a.j2' import one, two as other %}` */
export function parseFrom(cursor: Cursor, { offset }: Block): Node {
  const page = parseTerm(cursor);
  cursor.expect('import');
  const names: (readonly [string, string])[] = [];
  do {
    const name = parseName(cursor);
    names.push([name, cursor.accept('as') === undefined ? name : parseName(cursor)]);
  } while (cursor.accept(',') !== undefined && cursor.peek().kind === 'name' && !beginsContext(cursor));
  const withContext = parseContext(cursor, false);
  return atEnd(cursor, { kind: 'from', page, names, withContext, offset });
}

function beginsContext(cursor: Cursor): boolean {
  return (cursor.is('with') || cursor.is('without')) && cursor.is('context', 1);
}

function parseContext(cursor: Cursor, usual: boolean): boolean {
  if (!beginsContext(cursor)) return usual;
  const { text } = cursor.take();
  cursor.take();
  return text === 'with';
}

/** `{% extends 'a.j2' %}` */
export function parseExtends(cursor: Cursor, { offset }: Block): Node {
  return { kind: 'extends', page: atEnd(cursor, parseTerm(cursor)), offset };
}

/** `{% block name scoped %}…{% endblock name %}` */
export function parseInherited(cursor: Cursor, block: Block): Node {
  const { offset } = block;
  const name = parseName(cursor);
  let scoped = false;
  for (let word = cursor.accept('scoped') ?? cursor.accept('required'); word !== undefined; ) {
    scoped ||= word.text === 'scoped';
    word = cursor.accept('scoped') ?? cursor.accept('required');
  }
  atEnd(cursor, undefined);
  const { nodes: body, ending } = readUntil(block, 'endblock');
  ending.cursor.accept(name);
  return atEnd(ending.cursor, { kind: 'block', name, scoped, body, offset });
}
