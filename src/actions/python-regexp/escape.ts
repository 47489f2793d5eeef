import { type Assertion, type ByteSet, bytesWhere, CLASSES, type Node, PatternError } from './syntax.ts';

const ASSERTIONS: ReadonlyMap<string, Assertion> = new Map([
  ['A', 'text-start'],
  ['Z', 'text-end'],
  ['b', 'word-boundary'],
  ['B', 'no-word-boundary'],
]);

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['a', 0x07],
  ['f', 0x0c],
  ['n', 0x0a],
  ['r', 0x0d],
  ['t', 0x09],
  ['v', 0x0b],
  ['0', 0x00],
]);

/** What follows a backslash outside a set. @throws {PatternError} */
export function parseEscape(pattern: string, at: number): { readonly node: Node; readonly next: number } {
  const char = pattern.charAt(at);
  const assertion = ASSERTIONS.get(char);
  if (assertion !== undefined) return { node: { kind: 'assertion', of: assertion }, next: at + 1 };
  if (/^[1-9]/.test(char) && !/^[0-3][0-7]{2}/.test(pattern.slice(at))) {
    throw new PatternError(`\`\\${char}\`, which refers back to a group, is not supported in the pattern`);
  }
  const { set, next } = escapedBytes(pattern, at);
  return { node: { kind: 'byte', set }, next };
}

/** What follows a backslash, where only bytes make sense. @throws {PatternError} */
export function escapedBytes(pattern: string, at: number): { readonly set: ByteSet; readonly next: number } {
  const rest = pattern.slice(at);
  if (rest === '') throw new PatternError('it ends with a lone `\\`');
  const number = /^x([0-9a-fA-F]{2})/.exec(rest) ?? /^(0[0-7]{0,2}|[1-3][0-7]{2})/.exec(rest);
  if (number !== null) {
    const [whole, digits = ''] = number;
    return { set: only(Number.parseInt(digits, whole.startsWith('x') ? 16 : 8)), next: at + whole.length };
  }
  const char = rest.charAt(0);
  const control = CONTROLS.get(char);
  if (control !== undefined) return { set: only(control), next: at + 1 };
  const set = CLASSES.get(char);
  if (set !== undefined) return { set, next: at + 1 };
  if (/^[A-Za-z0-9]/.test(char)) throw new PatternError(`\`\\${char}\` has no meaning`);
  return { set: only(char.charCodeAt(0)), next: at + 1 };
}

export function only(code: number): ByteSet {
  return bytesWhere((byte) => byte === code);
}
