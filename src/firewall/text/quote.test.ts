import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RUN_TIME, RUNS, wordText } from '../generated-rules.test-kit.ts';
import { printRule, printWords, quoteWord } from './quote.ts';
import { tokenize } from './tokens.ts';

test.for([
  ['web', 'web'],
  ['a-b_9', 'a-b_9'],
  ['', '""'],
  ['a b', '"a b"'],
  ['default/k:x', '"default/k:x"'],
  ['a "q" b', '"a \\"q\\" b"'],
  ["it's", '"it\\\'s"'],
  ['a\\b', '"a\\\\b"'],
  ['é', '"é"'],
] as const)('%s is written %s', ([text, written]) => {
  expect(quoteWord(text)).toBe(written);
});

test('what is quoted reads as it was', RUN_TIME, () => {
  fc.assert(
    fc.property(fc.array(wordText), (texts) => {
      const { words, unclosed } = tokenize(texts.map(quoteWord).join(' '), 0);
      expect(words.map(({ text }) => text)).toEqual(texts);
      expect(unclosed).toBeUndefined();
    }),
    { numRuns: RUNS },
  );
});

test('words print so that they read as they were', RUN_TIME, () => {
  const word = fc.record({ text: wordText, quoted: fc.boolean() });
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const read = tokenize(printWords(words), 0).words;
      expect(read.map(({ text }) => text)).toEqual(words.map(({ text }) => text));
    }),
    { numRuns: RUNS },
  );
});

test('a rule prints as an administrator would type it', () => {
  const words = [
    { text: '-s', quoted: false },
    { text: '10.0.0.0/8', quoted: false },
    { text: 'a b', quoted: true },
  ];
  expect(printRule('INPUT', words)).toBe('-A INPUT -s 10.0.0.0/8 "a b"');
  expect(printRule('INPUT', [])).toBe('-A INPUT');
});
