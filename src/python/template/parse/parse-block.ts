import { didYouMean } from '../../../text/edit-distance.ts';
import { Fault } from '../../fault.ts';
import { lastOf } from '../../present.ts';
import type { Node } from '../syntax.ts';
import { type Cursor, checkDepth, cursorOf, unexpected } from './cursor.ts';
import { parseTuple } from './parse-operators.ts';
import { constants, keywords } from './parse-primary.ts';
import type { Segment } from './split.ts';

/** A tag that ends the body before it, such as `{% else %}`. */
interface Ending {
  readonly name: string;
  readonly cursor: Cursor;
}

/** What a tag opens: where its body comes from, how deep it is, and where the tag stands. */
export interface Block {
  readonly next: () => Segment | undefined;
  readonly depth: number;
  readonly offset: number;
  /** What reads each tag. */
  readonly tags: ReadonlyMap<string, TagParser>;
}

export type TagParser = (cursor: Cursor, block: Block) => Node;

/** What stands inside a block and cannot begin one. */
const endings: readonly string[] = [
  'elif',
  'else',
  ...['if', 'for', 'set', 'macro', 'call', 'filter', 'with', 'block', 'autoescape'].map((tag) => `end${tag}`),
];

const unsupported: ReadonlyMap<string, string> = new Map([
  ['do', 'Ansible has this tag only where `jinja2_extensions` says so; write `{% set _ = … %}`'],
  [
    'break',
    'Ansible has this tag only where `jinja2_extensions` says so; loop with `if`, or over `x | select(…)`',
  ],
  [
    'continue',
    'Ansible has this tag only where `jinja2_extensions` says so; loop with `if`, or over `x | select(…)`',
  ],
  ['trans', 'Ansible has this tag only where `jinja2_extensions` says so'],
  ['debug', 'Ansible has this tag only where `jinja2_extensions` says so; use the action `debug`'],
]);

/** Reads nodes to one of the ending tags, or to the end of the template when there are none. */
export function readBody(
  { next, depth, tags }: Block,
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
    const parse = tagParser(tag.text, tag.offset, tags);
    nodes.push(parse(cursor, { next, tags, depth: depth + 1, offset: segment.offset }));
  }
  return { nodes, ending: undefined };
}

function tagParser(name: string, offset: number, tags: Block['tags']): TagParser {
  const parser = tags.get(name);
  if (parser !== undefined) return parser;
  if (endings.includes(name))
    throw new Fault('syntax', `\`{% ${name} %}\` has no block to belong to`, { offset });
  const hint = unsupported.get(name);
  if (hint !== undefined) throw new Fault('syntax', `the tag \`${name}\` is not supported`, { offset, hint });
  throw new Fault('syntax', `there is no tag \`${name}\``, {
    offset,
    hint: didYouMean(name, [...tags.keys(), ...endings]),
  });
}

export function atEnd<T>(cursor: Cursor, value: T): T {
  if (cursor.peek().kind !== 'end') throw unexpected(cursor.peek(), 'the end');
  return value;
}

/** Reads a body that must be ended. */
export function readUntil(
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

export function readLast(block: Block, stop: string): readonly Node[] {
  const { nodes, ending } = readUntil(block, stop);
  return atEnd(ending.cursor, nodes);
}

/** A name that gets a value. */
export function parseName(cursor: Cursor): string {
  const { text, offset } = cursor.expectName('a name');
  if (constants.has(text) || keywords.has(text))
    throw new Fault('syntax', `\`${text}\` cannot be given a value`, { offset });
  return text;
}
