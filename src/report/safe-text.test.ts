import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeJson, safeLine, safeText } from './safe-text.ts';

/** Code points that must never be shown as they are. */
const DANGEROUS: readonly (readonly [what: string, first: number, last: number])[] = [
  ['C0 before tab', 0x00, 0x08],
  ['C0 after newline, with carriage return and escape', 0x0b, 0x1f],
  ['DEL and C1', 0x7f, 0x9f],
  ['the soft hyphen', 0xad, 0xad],
  ['the Arabic letter mark', 0x61c, 0x61c],
  ['the zero-width space', 0x200b, 0x200b],
  ['direction marks', 0x200e, 0x200f],
  ['separators, embeddings and overrides', 0x2028, 0x202e],
  ['invisible operators', 0x2060, 0x2064],
  ['isolates', 0x2066, 0x206f],
  ['the byte order mark', 0xfeff, 0xfeff],
  ['annotation marks', 0xfff9, 0xfffb],
  ['tags', 0xe0020, 0xe007f],
];

test.for(DANGEROUS)('%s are shown escaped', ([, first, last]) => {
  for (let code = first; code <= last; code += 1) {
    const shown = safeText(`a${String.fromCodePoint(code)}b`);
    expect(shown).toMatch(/^a\\(x[0-9a-f]{2}|u[0-9a-f]{4}|u\{[0-9a-f]{5}\})b$/);
    expect(shown).toContain(code.toString(16));
  }
});

test.for([
  'plain words',
  'Größe, naïve, 日本語, 🙂',
  '\ttab and\nnewline',
  '\\x1b as text',
  'a\u200db joined',
])('%j stays', (text) => {
  expect(safeText(text)).toBe(text);
});

test('one line has neither newlines nor tabs', () => {
  expect(safeLine('a\tb\r\nc')).toBe('a b\\x0d\\nc');
});

test('whatever the text, what is shown is safe, and safe text is not changed again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = safeLine(text);
      expect(shown).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      expect(safeLine(shown)).toBe(shown);
    }),
  );
});

test('JSON made safe says the same', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const json = JSON.stringify(value);
      expect(JSON.parse(safeJson(json))).toEqual(JSON.parse(json));
      expect(safeJson(json)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    }),
  );
});
