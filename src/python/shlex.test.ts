import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitBeforeComment, splitWords } from './shlex.ts';

test.for<readonly [string, readonly string[]]>([
  ['', []],
  ['  ', []],
  ['a b', ['a', 'b']],
  [' a\tb\n c ', ['a', 'b', 'c']],
  [`'a b' c`, ['a b', 'c']],
  [`"a b"c`, ['a bc']],
  [`a''b`, ['ab']],
  [`''`, ['']],
  ['a\\ b', ['a b']],
  [`"a\\"b"`, ['a"b']],
  [`"a\\nb"`, ['a\\nb']],
  [`"a\\\\b"`, ['a\\b']],
  [`'a\\'`, ['a\\']],
  ['a#b # c', ['a#b', '#', 'c']],
  [`x="a b" y='c'`, ['x=a b', 'y=c']],
])('%j is %j', ([text, words]) => {
  expect(splitWords(text)).toEqual({ ok: true, words });
});

test.for([
  [`a 'b`, "the quote ' is not closed", 2],
  ['"a', 'the quote " is not closed', 0],
  ['a\\', 'it ends in a backslash', 1],
] as const)('%j cannot be split: %s', ([text, why, offset]) => {
  expect(splitWords(text)).toMatchObject({ ok: false, why, offset });
});

const python = spawnSync('python3', ['--version']).status === 0;
const PROGRAM = `
import json, shlex, sys
def split(text, comments):
    try: return shlex.split(text, comments=comments)
    except ValueError: return None
json.dump([[split(text, False), split(text, True)] for text in json.load(sys.stdin)], sys.stdout)
`;

test.skipIf(!python)('splits as Python does, with comments and without', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', ' ', '\t', '\n', '\r', '\u00a0', '"', "'", '\\', '#', '=', 'é'))
    .map((chars) => chars.join(''));
  const cases = fc.sample(text, { numRuns: 5000, seed: 11 });
  const { stdout } = spawnSync('python3', ['-c', PROGRAM], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
  });
  const ours = cases.map((each) => {
    const split = splitWords(each);
    const commented = splitBeforeComment(each);
    return [split.ok ? split.words : null, commented.ok ? commented.words.map((word) => word.text) : null];
  });
  expect(ours).toEqual(JSON.parse(stdout));
});
