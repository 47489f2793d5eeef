import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expandable, parameterIn, splitWords } from './words.ts';

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
  [`a 'b`, "the quote ' is not closed"],
  ['"a', 'the quote " is not closed'],
  ['a\\', 'it ends in a backslash'],
] as const)('%j cannot be split: %s', ([text, why]) => {
  expect(splitWords(text)).toEqual({ ok: false, why });
});

const python = spawnSync('python3', ['--version']).status === 0;
const PROGRAM = `
import json, shlex, sys
def split(text):
    try: return shlex.split(text)
    except ValueError: return None
json.dump([split(text) for text in json.load(sys.stdin)], sys.stdout)
`;

test.skipIf(!python)('splits as Python does', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', ' ', '\t', '\n', '"', "'", '\\', '#', '=', 'é'))
    .map((chars) => chars.join(''));
  const cases = fc.sample(text, { numRuns: 5000, seed: 11 });
  const { stdout } = spawnSync('python3', ['-c', PROGRAM], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
  });
  const ours = cases.map((each) => {
    const split = splitWords(each);
    return split.ok ? split.words : null;
  });
  expect(ours).toEqual(JSON.parse(stdout));
});

test.for([
  [['echo', '$HOME'], '$HOME'],
  [['echo', `\${HOME}/x`], `\${HOME}`],
  [['ls', '~/x'], '~'],
  [['ls', '~root/x'], '~root'],
  [['ls', 'a~'], undefined],
  [['awk', '{print $1}'], undefined],
  [['echo', '$(date)'], undefined],
  [['grep', 'x$'], undefined],
] as const)('%j would expand %s', ([words, expanded]) => {
  expect(expandable(words)).toBe(expanded);
});

test.for([
  ['touch /x creates=/x', 'creates=/x'],
  ['chdir=/tmp ls', 'chdir=/tmp'],
  ['dd if=/a of=/b', undefined],
  ['x --creates=/x', undefined],
] as const)('in %j the parameter is %s', ([text, parameter]) => {
  expect(parameterIn(text)).toBe(parameter);
});
