import { floatOf, type JsonValue } from '../model/values/json.ts';
import { unescaped } from './escapes.ts';

/** A value and the offset after it. */
export interface Parsed {
  readonly value: JsonValue;
  readonly end: number;
}

/** Digits may be grouped by single underscores: `1_000`. */
const digits = String.raw`\d(?:_?\d)*`;
const float = String.raw`(?:(?:${digits})?\.${digits}|${digits}\.?)(?:[eE][-+]?${digits})?`;
const radix = String.raw`0[xX]((?:_?[\da-fA-F])+)|0[oO]((?:_?[0-7])+)|0[bB]((?:_?[01])+)`;
// What follows must not make it another word: `1j` is a complex number, `1a` and `1.2.3` are nothing.
const number = new RegExp(String.raw`([-+]?)[ \t]*(?:${radix}|(${float}))(?![\w.])`, 'y');

/** A Python number, with the offset after it; `undefined` for none, and for one that JSON cannot hold exactly. */
export function readNumber(text: string, at: number): Parsed | undefined {
  number.lastIndex = at;
  const match = number.exec(text);
  if (match === null) return undefined;
  const [all, sign, hex, octal, binary, decimal] = match;
  const plain = decimal?.replaceAll('_', '');
  const value = plain === undefined ? readRadix(hex, octal, binary) : readDecimal(plain);
  if (value === undefined || !Number.isFinite(value)) return undefined;
  const isFloat = plain !== undefined && !/^\d+$/.test(plain);
  // There is no -0 among the integers.
  const signed = sign === '-' && (isFloat || value !== 0) ? -value : value;
  return { value: isFloat ? floatOf(signed) : signed, end: at + all.length };
}

function readRadix(hex?: string, octal?: string, binary?: string): number | undefined {
  const [body = '', base] = hex !== undefined ? [hex, 16] : octal !== undefined ? [octal, 8] : [binary, 2];
  return exact(Number.parseInt(body.replaceAll('_', ''), base));
}

/** Python has no integers with leading zeros (`00012`), except for zero itself; floats may have them. */
function readDecimal(text: string): number | undefined {
  if (!/^\d+$/.test(text)) return Number(text);
  return /^0+[1-9]/.test(text) ? undefined : exact(Number(text));
}

function exact(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value : undefined;
}

const opening = /([rRuU]?)('''|"""|'|")/y;

/** One Python string or several neighbours, which are one, with the offset after it; `undefined` for none. */
export function readStrings(text: string, from: number): Parsed | undefined {
  let value: string | undefined;
  let end = from;
  for (let at = from; ; ) {
    opening.lastIndex = at;
    const match = opening.exec(text);
    if (match === null) return value === undefined ? undefined : { value, end };
    const [all, prefix = '', quote = ''] = match;
    const inner = readUntil(text, at + all.length, quote);
    if (inner === undefined) return undefined;
    const part = prefix.toLowerCase() === 'r' ? ({ ok: true, text: inner } as const) : unescaped(inner);
    if (!part.ok) return undefined;
    value = (value ?? '') + part.text;
    end = at + all.length + inner.length + quote.length;
    at = end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0);
  }
}

function readUntil(text: string, from: number, quote: string): string | undefined {
  for (let at = from; at < text.length; at += text[at] === '\\' ? 2 : 1) {
    if (text.startsWith(quote, at)) return text.slice(from, at);
  }
  return undefined;
}
