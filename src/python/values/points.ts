import { codeAt, itemAt } from '../present.ts';

/**
 * Text as Python counts it: in code points. JavaScript counts UTF-16 code units, which differ above U+FFFF.
 */
export function pointCount(text: string): number {
  if (!hasPairs(text)) return text.length;
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The characters one by one. */
export function pointsOf(text: string): readonly string[] {
  return hasPairs(text) ? Array.from(text) : text.split('');
}

/** Negative and zero: `a` comes first or both are equal. By code point, as Python sorts. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  if (!(hasPairs(a) || hasPairs(b))) return a < b ? -1 : 1;
  const left = [...a];
  const right = [...b];
  const index = left.findIndex((letter, at) => letter !== right[at]);
  if (index === -1) return -1;
  return codeAt(itemAt(left, index), 0) - (index < right.length ? codeAt(itemAt(right, index), 0) : -1);
}

/** What Python takes for a blank in text. */
export function isBlank(code: number): boolean {
  if (code < 128) return code === 32 || (code >= 9 && code <= 13) || (code >= 28 && code <= 31);
  return code === 0x85 || (code !== 0xfeff && /\s/.test(String.fromCharCode(code)));
}

export function hasPairs(text: string): boolean {
  return /[\ud800-\udbff]/.test(text);
}
