import { escapedBytes, only } from './escape.ts';
import { type ByteSet, bytesWhere, complement, PatternError, union } from './syntax.ts';

/** A set such as `[^a-z_]`, from behind its `[`. @throws {PatternError} */
export function parseSet(pattern: string, start: number): { readonly set: ByteSet; readonly next: number } {
  const negated = pattern[start] === '^';
  let at = negated ? start + 1 : start;
  const first = at;
  const parts: ByteSet[] = [];
  // A `]` at the very beginning is itself.
  while (at === first || pattern[at] !== ']') {
    const low = member(pattern, at);
    at = low.next;
    if (pattern[at] !== '-' || pattern[at + 1] === ']') {
      parts.push(low.set);
      continue;
    }
    const high = member(pattern, at + 1);
    at = high.next;
    parts.push(range(low.set, high.set));
  }
  const set = union(parts);
  return { set: negated ? complement(set) : set, next: at + 1 };
}

function member(pattern: string, at: number): { readonly set: ByteSet; readonly next: number } {
  if (at >= pattern.length) throw new PatternError('a `[` is not closed');
  if (pattern[at] !== '\\') return { set: only(pattern.charCodeAt(at)), next: at + 1 };
  // Inside a set `\b` is the backspace.
  if (pattern[at + 1] === 'b') return { set: only(0x08), next: at + 2 };
  return escapedBytes(pattern, at + 1);
}

function range(low: ByteSet, high: ByteSet): ByteSet {
  const from = single(low);
  const to = single(high);
  if (from > to) throw new PatternError('a range in `[…]` runs backwards');
  return bytesWhere((byte) => byte >= from && byte <= to);
}

function single(set: ByteSet): number {
  const code = set.indexOf(true);
  if (set.lastIndexOf(true) !== code)
    throw new PatternError('a range in `[…]` begins or ends with a class such as `\\w`');
  return code;
}
