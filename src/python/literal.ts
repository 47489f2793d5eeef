import { pythonNumber } from '../model/values/float-text.ts';
import { isJsonList, type JsonValue, jsonObject, WholeFloat } from '../model/values/json.ts';
import { type Parsed, readNumber, readStrings } from './literal-scalar.ts';

/** Deeper brackets are taken for text. */
const deepest = 64;

/**
 * What a Python literal stands for, or `undefined` when `text` is none: then Ansible takes it as the string it is.
 *
 * Numbers, strings, `True`, `False`, `None`, lists, tuples, sets and mappings of those; `1, 2` is a tuple, and a
 * trailing `# comment` is part of Python and thus ignored. What JSON cannot hold (complex numbers, infinity, integers
 * beyond 2^53) counts as no literal, so that nothing of it is lost.
 */
export function pythonLiteral(text: string): { readonly value: JsonValue } | undefined {
  const first = readValue(text, 0, 0);
  if (first === undefined) return undefined;
  if (isAtEnd(text, first.end)) return { value: first.value };
  const tuple = readItems(text, 0, { close: '', depth: 0 });
  return tuple === undefined ? undefined : { value: tuple.value };
}

function readValue(text: string, from: number, depth: number): Parsed | undefined {
  const at = skipSpace(text, from);
  if (depth > deepest) return undefined;
  switch (text[at]) {
    case '[':
      return readItems(text, at + 1, { close: ']', depth });
    case '(':
      return readParentheses(text, at, depth);
    case '{':
      return readBraces(text, at, depth);
    default:
      return readScalar(text, at);
  }
}

const word = /(True|False|None)(?!\w)/y;

function readScalar(text: string, from: number): Parsed | undefined {
  const at = skipSpace(text, from);
  word.lastIndex = at;
  const name = word.exec(text)?.[1];
  if (name !== undefined) return { value: name === 'None' ? null : name === 'True', end: at + name.length };
  return readNumber(text, at) ?? readStrings(text, at);
}

/** What `close` is: a bracket, or the empty string for the end of the text. */
function readItems(
  text: string,
  from: number,
  { close, depth }: { readonly close: string; readonly depth: number },
): Parsed | undefined {
  const items: JsonValue[] = [];
  for (let at = skipSpace(text, from); ; ) {
    if (closes(text, at, close)) return { value: items, end: at + close.length };
    const item = readValue(text, at, depth + 1);
    if (item === undefined) return undefined;
    items.push(item.value);
    at = skipSpace(text, item.end);
    if (closes(text, at, close)) continue;
    if (text[at] !== ',') return undefined;
    at = skipSpace(text, at + 1);
  }
}

/** `(1)` is a number in parentheses, `(1,)` a tuple. */
function readParentheses(text: string, open: number, depth: number): Parsed | undefined {
  const tuple = readItems(text, open + 1, { close: ')', depth });
  if (tuple === undefined || !isJsonList(tuple.value) || tuple.value.length !== 1) return tuple;
  const isTuple = /,[ \t]*\)$/.test(text.slice(open, tuple.end));
  return isTuple ? tuple : { value: (tuple.value as readonly JsonValue[])[0] ?? null, end: tuple.end };
}

/** A mapping, or a set: one is only told from the other by its colons. */
function readBraces(text: string, open: number, depth: number): Parsed | undefined {
  const entries = new Map<string, JsonValue>();
  const items = new Set<JsonValue>();
  for (let at = skipSpace(text, open + 1); ; ) {
    if (text[at] === '}') return closeBraces(entries, items, at + 1);
    const key = readScalar(text, at);
    if (key === undefined) return undefined;
    at = skipSpace(text, key.end);
    if (text[at] === ':') {
      const value = readValue(text, at + 1, depth + 1);
      if (value === undefined || !isName(key.value)) return undefined;
      entries.set(nameOf(key.value), value.value);
      at = skipSpace(text, value.end);
    } else items.add(key.value);
    if (text[at] === ',') at = skipSpace(text, at + 1);
    else if (text[at] !== '}') return undefined;
  }
}

function nameOf(key: JsonValue): string {
  return key instanceof WholeFloat ? pythonNumber(key) : String(key);
}

/** JSON has no other keys: a number becomes its digits. */
function isName(key: JsonValue): boolean {
  return typeof key === 'string' || typeof key === 'number' || key instanceof WholeFloat;
}

function closeBraces(
  entries: ReadonlyMap<string, JsonValue>,
  items: ReadonlySet<JsonValue>,
  end: number,
): Parsed | undefined {
  if (items.size === 0) return { value: jsonObject(entries), end };
  // A key without a value between others that have one is neither.
  return entries.size === 0 ? { value: [...items], end } : undefined;
}

function closes(text: string, at: number, close: string): boolean {
  return close === '' ? isAtEnd(text, at) : text[at] === close;
}

function isAtEnd(text: string, from: number): boolean {
  const next = text[skipSpace(text, from)];
  return next === undefined || next === '#';
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}
