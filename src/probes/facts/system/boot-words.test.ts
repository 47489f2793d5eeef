import { expect, test } from 'vitest';
import { type BootWord, bootWords } from './boot-words.ts';

// As `shlex.split(line, posix=False)` of Python splits them.
test.for<readonly [line: string, words: readonly BootWord[]]>([
  [
    'a=1 b c=d=e',
    [
      ['a', '1'],
      ['b', true],
      ['c', 'd=e'],
    ],
  ],
  [
    'quiet  opt="a b" x',
    [
      ['quiet', true],
      ['opt', '"a'],
      ['b"', true],
      ['x', true],
    ],
  ],
  [
    '"x y=1" last',
    [
      ['"x y', '1"'],
      ['last', true],
    ],
  ],
  [
    '"x y"z w',
    [
      ['"x y"', true],
      ['z', true],
      ['w', true],
    ],
  ],
  ['a="open', [['a', '"open']]],
  ['="v"', [['', '"v"']]],
  ['"unclosed a', []],
])('%j is %j', ([line, words]) => {
  expect(bootWords(line)).toEqual(words);
});
