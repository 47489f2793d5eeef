import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeUtf8 } from './utf8.ts';

const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'number' ? [part] : [...new TextEncoder().encode(part)])),
  );

test('what is UTF-8 is read, the byte order mark included', () => {
  expect(decodeUtf8(bytes('\uFEFFé\n'), 'f')).toEqual({ value: '\uFEFFé\n', diagnostics: [] });
  expect(decodeUtf8(bytes(), 'f')).toEqual({ value: '', diagnostics: [] });
});

test.for<[string, Uint8Array, number, number, string]>([
  ['a Latin-1 letter', bytes('a: x\nb: ', 0xe9, ' c'), 2, 4, '0xe9'],
  ['the first of several', bytes('ü', 0xff, 'a', 0xff), 1, 2, '0xff'],
  ['a character cut off by the end', bytes('ab', 0xe2, 0x82), 1, 3, '0xe2'],
  ['UTF-16', bytes(0xff, 0xfe, 'a', 0), 1, 1, '0xff'],
])('%s is told with its place', ([, input, line, column, byte]) => {
  expect(decodeUtf8(input, 'f')).toMatchObject({
    value: undefined,
    diagnostics: [
      {
        code: 'not-utf8',
        at: { file: 'f', line, column },
        message: `this is not UTF-8 text: byte ${byte} cannot stand here`,
      },
    ],
  });
});

test('every text survives, and any bytes get an answer', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(decodeUtf8(new TextEncoder().encode(text), 'f').value).toBe(text);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array(), (input) => {
      const { value, diagnostics } = decodeUtf8(input, 'f');
      expect(value === undefined).toBe(diagnostics.length === 1);
    }),
  );
});
