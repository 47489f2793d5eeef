import { parseEscape } from './escape.ts';
import { parseSet } from './set.ts';
import { bytesWhere, canBeEmpty, hasGroup, type Node, PatternError, widthOf, withoutCase } from './syntax.ts';

export interface Parsed {
  readonly node: Node;
  /** How many groups there are. */
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

export interface Flags {
  /** `^` and `$` at every line. */
  readonly multiline: boolean;
}

interface Parser {
  readonly pattern: string;
  at: number;
  groups: number;
  readonly names: Map<string, number>;
  ignoreCase: boolean;
  multiline: boolean;
  dotAll: boolean;
}

const NEWLINE = 0x0a;
/** `{}` and `{x` are no repeats: they stand for themselves, as in Python. */
const REPEAT = /^(?:([*+?])|\{(?!\})(\d*)(,?)(\d*)\})/;
const LONGEST = 4096;

/** @throws {PatternError} */
export function parse(pattern: string, flags: Flags): Parsed {
  if (pattern.length > LONGEST) throw new PatternError(`it is longer than ${LONGEST} bytes`);
  const parser: Parser = {
    pattern,
    at: 0,
    groups: 0,
    names: new Map(),
    ignoreCase: false,
    multiline: flags.multiline,
    dotAll: false,
  };
  readGlobalFlags(parser);
  const node = parseChoice(parser);
  if (parser.at < pattern.length) throw new PatternError('there is a `)` without its `(`');
  return { node, groups: parser.groups, names: parser.names };
}

/** `(?i)`, `(?m)` and `(?s)` at the beginning: the only place where Python 3.11 still takes them. */
function readGlobalFlags(parser: Parser): void {
  for (;;) {
    const found = /^\(\?([a-zA-Z]+)\)/.exec(parser.pattern.slice(parser.at));
    if (found === null) return;
    for (const flag of found[1] ?? '') setFlag(parser, flag);
    parser.at += found[0].length;
  }
}

function setFlag(parser: Parser, flag: string): void {
  if (flag === 'i') parser.ignoreCase = true;
  else if (flag === 'm') parser.multiline = true;
  else if (flag === 's') parser.dotAll = true;
  else throw new PatternError(`the flag (?${flag}) is not supported`);
}

function parseChoice(parser: Parser): Node {
  const options = [parseSequence(parser)];
  while (parser.pattern[parser.at] === '|') {
    parser.at += 1;
    options.push(parseSequence(parser));
  }
  const [only] = options;
  return options.length === 1 && only !== undefined ? only : { kind: 'choice', options };
}

function parseSequence(parser: Parser): Node {
  const items: Node[] = [];
  while (parser.at < parser.pattern.length && !'|)'.includes(parser.pattern.charAt(parser.at))) {
    const item = parseItem(parser);
    if (item !== undefined) items.push(parseRepeat(parser, item));
  }
  return { kind: 'sequence', items };
}

/** Undefined for a comment. */
function parseItem(parser: Parser): Node | undefined {
  const char = parser.pattern.charAt(parser.at);
  parser.at += 1;
  switch (char) {
    case '(':
      return parseGroup(parser);
    case '[': {
      const { set, next } = parseSet(parser.pattern, parser.at);
      parser.at = next;
      return { kind: 'byte', set: parser.ignoreCase ? withoutCase(set) : set };
    }
    case '.':
      return { kind: 'byte', set: bytesWhere((byte) => parser.dotAll || byte !== NEWLINE) };
    case '^':
      return { kind: 'assertion', of: parser.multiline ? 'line-start' : 'text-start' };
    case '$':
      return { kind: 'assertion', of: parser.multiline ? 'line-end' : 'last-line-end' };
    case '\\': {
      const { node, next } = parseEscape(parser.pattern, parser.at);
      parser.at = next;
      return node.kind === 'byte' && parser.ignoreCase ? { kind: 'byte', set: withoutCase(node.set) } : node;
    }
    case '*':
    case '+':
    case '?':
      throw new PatternError(`there is nothing before \`${char}\` that could be repeated`);
    case '{':
      if (REPEAT.test(parser.pattern.slice(parser.at - 1))) {
        throw new PatternError('there is nothing before `{` that could be repeated');
      }
      return literal(parser, char.charCodeAt(0));
    default:
      return literal(parser, char.charCodeAt(0));
  }
}

function literal(parser: Parser, code: number): Node {
  const set = bytesWhere((byte) => byte === code);
  return { kind: 'byte', set: parser.ignoreCase ? withoutCase(set) : set };
}

function parseGroup(parser: Parser): Node | undefined {
  const rest = parser.pattern.slice(parser.at);
  const named = /^\?P<([A-Za-z_]\w*)>/.exec(rest);
  if (named !== null) return parseCapture(parser, named[0].length, named[1]);
  if (!rest.startsWith('?')) return parseCapture(parser, 0, undefined);
  if (rest.startsWith('?:')) return parseInner(parser, 2);
  if (rest.startsWith('?#')) {
    const end = rest.indexOf(')');
    if (end < 0) throw new PatternError('a comment is not closed');
    parser.at += end + 1;
    return undefined;
  }
  const look = /^\?(<?)([=!])/.exec(rest);
  if (look === null) throw new PatternError(`\`(${rest.slice(0, 3)}\` is not supported`);
  const item = parseInner(parser, look[0].length);
  if (hasGroup(item)) throw new PatternError('a group inside a look-ahead or look-behind is not supported');
  const behind = look[1] === '' ? undefined : widthOf(item);
  if (look[1] !== '' && behind === undefined) throw new PatternError('a look-behind must have a fixed width');
  return { kind: 'look', item, negated: look[2] === '!', behind };
}

function parseCapture(parser: Parser, skip: number, name: string | undefined): Node {
  parser.groups += 1;
  const number = parser.groups;
  if (name !== undefined) {
    if (parser.names.has(name)) throw new PatternError(`the group name ${name} is used twice`);
    parser.names.set(name, number);
  }
  return { kind: 'group', number, item: parseInner(parser, skip) };
}

function parseInner(parser: Parser, skip: number): Node {
  parser.at += skip;
  const item = parseChoice(parser);
  if (parser.pattern[parser.at] !== ')') throw new PatternError('a group is not closed');
  parser.at += 1;
  return item;
}

function parseRepeat(parser: Parser, item: Node): Node {
  const found = REPEAT.exec(parser.pattern.slice(parser.at));
  if (found === null) return item;
  parser.at += found[0].length;
  const { min, max } = boundsOf(found);
  const mark = parser.pattern.charAt(parser.at);
  if (mark === '+') throw new PatternError('possessive repeats are not supported');
  if (mark === '?') parser.at += 1;
  if (REPEAT.test(parser.pattern.slice(parser.at))) throw new PatternError('a repeat is repeated');
  if (item.kind === 'assertion' || item.kind === 'look')
    throw new PatternError('only something with a width can be repeated');
  // Where an iteration takes nothing, Python leaves the loop in ways that depend on how it searches.
  if (canBeEmpty(item) && (max === undefined || max > 1)) {
    throw new PatternError('repeating something that may match nothing is not supported');
  }
  return { kind: 'repeat', item, min, max, greedy: mark !== '?' };
}

const MOST_REPEATS = 1000;

function boundsOf(found: RegExpExecArray): { readonly min: number; readonly max: number | undefined } {
  const [, mark, from, comma, to] = found;
  if (mark === '*') return { min: 0, max: undefined };
  if (mark === '+') return { min: 1, max: undefined };
  if (mark === '?') return { min: 0, max: 1 };
  const min = Number(from ?? '');
  const max = comma === '' ? min : to === '' || to === undefined ? undefined : Number(to);
  if (min > MOST_REPEATS || (max ?? 0) > MOST_REPEATS)
    throw new PatternError(`more than ${MOST_REPEATS} repeats`);
  if (max !== undefined && max < min) throw new PatternError('a repeat ends below where it begins');
  return { min, max };
}
