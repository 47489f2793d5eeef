/** One part of a pattern, as `web[0]`, `&prod` or `!db*`. */
export interface PatternTerm {
  /** `add`: its hosts are taken; `keep`: of those taken only its hosts stay; `drop`: its hosts go. */
  readonly effect: 'add' | 'keep' | 'drop';
  /** Without the `&` or `!` before it and without the subscript after it. */
  readonly name: string;
  readonly subscript: Subscript | undefined;
  /** As written. */
  readonly text: string;
}

/** Which of the term's hosts count, from 0; a negative `first` alone counts from the end. Both ends count. */
export type Subscript =
  | { readonly kind: 'one'; readonly index: number }
  | { readonly kind: 'range'; readonly first: number; readonly last: number };

/** The parts of a pattern: between commas, or without a comma between colons and blanks that stand outside brackets. */
export function splitPattern(pattern: string): readonly string[] {
  const parts = pattern.includes(',') ? pattern.split(',') : splitAtColons(pattern);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function splitAtColons(pattern: string): readonly string[] {
  const text = pattern.trim();
  if (!/[\s:]/.test(text) || isIpv6(text)) return [text];
  return text.match(/(?:[^\s:[\]]|\[[^\]]*\])+/g) ?? [];
}

/** An address alone is one term in spite of its colons. */
function isIpv6(text: string): boolean {
  if (!/^[\da-f:.]+(?:%\w+)?$/i.test(text)) return false;
  return text.includes('::') || text.split(':').length === 8;
}

export function readTerm(text: string): PatternTerm {
  const sign = text.startsWith('&') || text.startsWith('!') ? text.charAt(0) : '';
  const effect = sign === '&' ? 'keep' : sign === '!' ? 'drop' : 'add';
  const body = text.slice(sign.length);
  // In a regular expression brackets are its own.
  const match = body.startsWith('~') ? null : /^(.+)\[(?:(-?\d+)|(\d+)[:-](\d*))\]$/.exec(body);
  if (match === null) return { effect, name: body, subscript: undefined, text };
  const [, name = body, index, first, last] = match;
  return { effect, name, subscript: subscriptOf(index, first, last), text };
}

function subscriptOf(index: string | undefined, first = '', last = ''): Subscript {
  if (index !== undefined) return { kind: 'one', index: Number(index) };
  return { kind: 'range', first: Number(first), last: last === '' ? Number.POSITIVE_INFINITY : Number(last) };
}
