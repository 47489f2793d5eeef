import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shells } from './local-host.test-kit.ts';
import { quote, quoteAll } from './quote.ts';

const cases: readonly (readonly [word: string, quoted: string])[] = [
  ['plain', 'plain'],
  ['/etc/sysconfig/iptables', '/etc/sysconfig/iptables'],
  ['', "''"],
  ["it's", String.raw`'it'\''s'`],
  ['a b', "'a b'"],
  ['$(reboot)', "'$(reboot)'"],
  ['~root', "'~root'"],
  ['a\nb', "'a\nb'"],
  ['a=b', "'a=b'"],
];

test.for(cases)('%j is written %s', ([word, quoted]) => {
  expect(quote(word)).toBe(quoted);
});

test('words stay apart', () => {
  expect(quoteAll(['echo', 'a b', ''])).toBe("echo 'a b' ''");
});

test('a word with a NUL character is refused', () => {
  expect(() => quote('a\0b')).toThrow(RangeError);
});

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...'\'"\\$`!*?[]{}()<>|&;#~ \t\n\r=%-é\u0081\u0088ÿ'), maxLength: 40 }),
);

describe.each(shells)('$name', ({ words: [program, ...rest] }) => {
  test('takes 10,000 words as they are', () => {
    const words = fc
      .sample(nasty, 10_000)
      .map((word) => word.replaceAll('\0', ''))
      // A lone half of a pair has no bytes of its own.
      .map((word) => Buffer.from(word).toString());
    const script = words.map((word) => `printf '%s\\0' ${quote(word)}`).join('\n');
    const { stdout, status } = spawnSync(program, rest, { input: script, maxBuffer: 1e8 });
    expect(status).toBe(0);
    expect(stdout.toString('utf8').split('\0')).toEqual([...words, '']);
  });
});
