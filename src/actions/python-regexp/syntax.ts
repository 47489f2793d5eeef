/**
 * The regular expressions of Python's `re` over bytes, as Ansible's `lineinfile` uses them, in the part that can be
 * matched in time linear in the text. Patterns and texts are strings of one character a byte (latin-1).
 */
export type Node =
  | { readonly kind: 'byte'; readonly set: ByteSet }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  /** `max` undefined: without end. */
  | {
      readonly kind: 'repeat';
      readonly item: Node;
      readonly min: number;
      readonly max: number | undefined;
      readonly greedy: boolean;
    }
  /** Numbered from 1. */
  | { readonly kind: 'group'; readonly number: number; readonly item: Node }
  | { readonly kind: 'assertion'; readonly of: Assertion }
  /** `behind`: how many bytes before the place it begins; undefined: it looks ahead. */
  | {
      readonly kind: 'look';
      readonly item: Node;
      readonly negated: boolean;
      readonly behind: number | undefined;
    };

/**
 * `text-end` is `\Z`; `last-line-end` is `$` without the flag `m`: at the end, and before a newline at the end.
 */
export type Assertion =
  | 'text-start'
  | 'text-end'
  | 'last-line-end'
  | 'line-start'
  | 'line-end'
  | 'word-boundary'
  | 'no-word-boundary';

/** A pattern that is wrong, or that means something this engine does not do. The message is for the user. */
export class PatternError extends Error {}

/** One entry for each of the 256 byte values. */
export type ByteSet = readonly boolean[];

export function bytesWhere(holds: (byte: number) => boolean): ByteSet {
  return Array.from({ length: 256 }, (_, byte) => holds(byte));
}

export function union(sets: readonly ByteSet[]): ByteSet {
  return bytesWhere((byte) => sets.some((set) => set[byte] === true));
}

export function complement(set: ByteSet): ByteSet {
  return bytesWhere((byte) => set[byte] !== true);
}

/** The set with each ASCII letter in both cases. Over bytes Python folds nothing else. */
export function withoutCase(set: ByteSet): ByteSet {
  return bytesWhere((byte) => set[byte] === true || set[otherCase(byte)] === true);
}

function otherCase(byte: number): number {
  const isLetter = (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
  return isLetter ? byte ^ 0x20 : byte;
}

const DIGITS = bytesWhere((byte) => byte >= 0x30 && byte <= 0x39);
const SPACES = bytesWhere((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
export const WORD_BYTES: ByteSet = bytesWhere((byte) => /^\w$/.test(String.fromCharCode(byte)));

/** `\d`, `\w`, `\s` and their opposites. */
export const CLASSES: ReadonlyMap<string, ByteSet> = new Map([
  ['d', DIGITS],
  ['D', complement(DIGITS)],
  ['s', SPACES],
  ['S', complement(SPACES)],
  ['w', WORD_BYTES],
  ['W', complement(WORD_BYTES)],
]);

/** True when the node can match without taking a byte. */
export function canBeEmpty(node: Node): boolean {
  switch (node.kind) {
    case 'byte':
      return false;
    case 'sequence':
      return node.items.every(canBeEmpty);
    case 'choice':
      return node.options.some(canBeEmpty);
    case 'repeat':
      return node.min === 0 || canBeEmpty(node.item);
    case 'group':
      return canBeEmpty(node.item);
    case 'assertion':
    case 'look':
      return true;
  }
}

/** How many bytes the node always takes; undefined when that differs. */
export function widthOf(node: Node): number | undefined {
  switch (node.kind) {
    case 'byte':
      return 1;
    case 'sequence':
      return node.items.reduce<number | undefined>((sum, item) => add(sum, widthOf(item)), 0);
    case 'choice': {
      const widths = new Set(node.options.map(widthOf));
      return widths.size === 1 ? [...widths][0] : undefined;
    }
    case 'repeat': {
      const width = widthOf(node.item);
      return node.min === node.max && width !== undefined ? width * node.min : undefined;
    }
    case 'group':
      return widthOf(node.item);
    case 'assertion':
    case 'look':
      return 0;
  }
}

export function hasGroup(node: Node): boolean {
  switch (node.kind) {
    case 'byte':
    case 'assertion':
      return false;
    case 'sequence':
      return node.items.some(hasGroup);
    case 'choice':
      return node.options.some(hasGroup);
    case 'repeat':
    case 'look':
      return hasGroup(node.item);
    case 'group':
      return true;
  }
}

function add(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}
