import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fault } from '../fault.ts';
import { bytesPattern, searchBytes, toBytes } from './bytes.ts';
import { expand, parseReplacement } from './replacement.ts';

const matching = (pattern: string, text: string, multiline = false) => {
  const compiled = bytesPattern(pattern, { multiline });
  if (!compiled.ok) throw new Error(compiled.error.message);
  return searchBytes(compiled.value, toBytes(text));
};

describe('what Python finds', () => {
  test.for([
    ['^Port', 'Port 22\n', ['Port']],
    ['^#?Port (\\d+)$', '#Port 22\n', ['#Port 22', '22']],
    ['22$', 'Port 22\n', ['22']],
    ['22\\Z', 'Port 22\n', undefined],
    ['a|ab', 'ab', ['a']],
    ['(a|ab)(c|bcd)(d*)', 'abcd', ['abcd', 'a', 'bcd', '']],
    ['(?:(a)|b)*', 'ab', ['ab', 'a']],
    ['a{2,3}', 'caaaa', ['aaa']],
    ['a{2,3}?', 'caaaa', ['aa']],
    ['x{,2}y', 'xxxy', ['xxy']],
    ['{}', 'a{}', ['{}']],
    ['[]x]+', 'a]x]', [']x]']],
    ['[^]a]', ']ab', ['b']],
    ['[a\\-z]+', 'b-z', ['-z']],
    ['[\\w.]+@', 'mail a.b@c', ['a.b@']],
    ['(?P<key>\\w+)=', 'name = a b=c', ['b=', 'b']],
    ['(?i)port', 'PORT', ['PORT']],
    ['(?s)a.b', 'a\nb', ['a\nb']],
    ['a.b', 'a\nb', undefined],
    ['^(?!#).*ssh', '# ssh', undefined],
    ['^(?!#).*ssh', 'x ssh', ['x ssh']],
    ['(?<=a)b', 'bab', ['b']],
    ['(?<!a)b', 'ab', undefined],
    ['\\bend\\b', 'the end.', ['end']],
    ['\\x41\\101\\t', 'AA\t', ['AA\t']],
    ['a(?#not me)b', 'ab', ['ab']],
    ['é+', 'caféé', [toBytes('é')]],
    ['', 'x', ['']],
  ] as const)('%s in %j', ([pattern, text, groups]) => {
    expect(matching(pattern, text)?.groups).toEqual(groups);
  });

  test('with the flag m, at every line', () => {
    expect(matching('^b$', 'a\nb\nc', true)?.start).toBe(2);
    expect(matching('^b$', 'a\nb\nc', false)).toBeUndefined();
  });
});

test.for([
  ['(', 'the pattern has a `(` that is never closed'],
  [')', 'the pattern has a `)` without a `(`'],
  ['[a', 'the pattern has a `[` that is never closed'],
  ['*a', 'the pattern has nothing for `*` to repeat'],
  ['{2}', 'the pattern has nothing for `{` to repeat'],
  ['a**', 'the pattern repeats a repeat'],
  ['a++', 'possessive repeats such as `a++` are not supported in patterns'],
  ['(a)\\1', 'the pattern refers back with `\\1`, which cannot be matched in bounded time'],
  ['(?x)a', 'the pattern uses `(?x`, which is not supported'],
  ['(?>a)', 'the pattern uses `(?>`, which is not supported'],
  ['\\p', '`\\p` means nothing in a pattern'],
  ['[\\w-z]', 'the pattern has a range that begins or ends with a class such as `\\w`'],
  ['[z-a]', 'the pattern has a range that ends before it begins'],
  ['(?<=a*)b', 'the pattern looks behind for something that varies in length'],
  ['(a*)*', 'the pattern captures inside a repeat of what may take no character'],
  ['(?=(a))', 'the pattern captures inside `(?=…)` or its like'],
  ['a{1001}', 'the pattern repeats more than 1000 times'],
  ['(?:a{1000}){1000}', 'the pattern is too long once its repeats are written out'],
  ['\\', 'the pattern ends with a backslash'],
] as const)('%s is refused: %s', ([pattern, why]) => {
  expect(bytesPattern(pattern)).toMatchObject({ ok: false, error: { message: why } });
});

test('a pattern that brings a backtracking engine to its knees is linear here', () => {
  expect(matching('^(?:a+)+$', `${'a'.repeat(20_000)}!`)).toBeUndefined();
  expect(matching('^(?:a|aa)+$', `${'a'.repeat(20_000)}!`)).toBeUndefined();
});

test('a look-ahead that takes too long says so', () => {
  expect(() => matching('(?!.*b)c', 'a'.repeat(100_000))).not.toThrow();
  expect(() => matching('(?=.*b)a', 'a'.repeat(50_000))).toThrow('the pattern takes too long on this text');
});

const groups = { names: new Map([['whole', 0]]), groups: 3 };

test.for([
  ['\\1 is \\2', 'b is c'],
  ['\\g<1>0 \\g<whole>', 'b0 bc'],
  ['a\\tb\\\\', 'a\tb\\'],
  ['\\.', '\\.'],
  ['\\g<3>|', '|'],
  ['\\101\\08\\18', undefined],
  ['\\101\\08', 'A\x008'],
] as const)('expanding %s gives %j', ([template, expanded]) => {
  const match = matching('(b)(c)(x)?', 'abc');
  if (match === undefined) throw new Error('no match');
  const replaced = () => expand(parseReplacement(template, groups), match);
  if (expanded === undefined) expect(replaced).toThrow(Fault);
  else expect(replaced()).toBe(expanded);
});

test.for([
  ['\\g<4>', 'the pattern has no group `4`'],
  ['\\4', 'the pattern has no group `4`'],
  ['\\q', '`\\q` means nothing in a replacement'],
  ['\\', '`\\` means nothing in a replacement'],
  ['\\400', '`\\400` is beyond `\\377`, where octal escapes end'],
] as const)('%s cannot be expanded: %s', ([template, why]) => {
  expect(() => parseReplacement(template, groups)).toThrow(why);
});

const python = spawnSync('python3', ['--version']).status === 0;
const PROGRAM = `
import json, re, sys
out = []
for pattern, text, multi in json.load(sys.stdin):
    try:
        found = re.compile(pattern.encode(), re.M if multi else 0).search(text.encode())
    except re.error:
        out.append('error')
        continue
    out.append(None if found is None else [found.start(), found.end(), [None if g is None else g.decode('latin-1') for g in found.groups()]])
json.dump(out, sys.stdout)
`;

// Pieces that are likely to meet each other, so that many of the random patterns match something.
const piece = fc.constantFrom(
  ...[
    'a',
    'b',
    'ab',
    '.',
    '\\w',
    '\\s',
    '\\d',
    '[ab]',
    '[^a]',
    '[a-c1]',
    '1',
    ' ',
    '\\.',
    '#',
    '=',
    '\\b',
    '\\B',
  ],
  ...['^', '$', '\\Z', '\\A', '(?=a)', '(?!b)', '(?<=a)', '(?<!b )'],
);
const repeat = fc.constantFrom(
  '',
  '',
  '',
  '',
  '',
  '',
  '*',
  '+',
  '?',
  '{2}',
  '{1,2}',
  '{,1}',
  '*?',
  '+?',
  '??',
);
const group = fc.constantFrom('(', '(?:', '(?P<n>');
const pattern: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.tuple(piece, repeat).map((parts) => parts.join('')),
    fc.tuple(tie('node'), tie('node')).map((parts) => parts.join('')),
    fc.tuple(tie('node'), tie('node')).map((parts) => parts.join('|')),
    fc
      .tuple(group, tie('node'), fc.constantFrom('', '', '', '*', '+', '?', '??', '{2}'))
      .map(([open, inner, times]) => `${open}${inner})${times}`),
  ),
})).node;
const text = fc.array(fc.constantFrom('a', 'b', 'c', '1', ' ', '#', '=', '\n', 'é', '.'), { maxLength: 12 });

test.skipIf(!python)('finds what Python finds, or refuses', () => {
  const cases = fc.sample(
    fc.tuple(
      pattern,
      text.map((chars) => chars.join('')),
      fc.boolean(),
    ),
    { numRuns: 6000, seed: 7 },
  );
  const answer = spawnSync('python3', ['-c', PROGRAM], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  expect(answer.stderr).toBe('');
  const expected = JSON.parse(answer.stdout) as readonly (
    | 'error'
    | null
    | [number, number, (string | null)[]]
  )[];
  let refusals = 0;
  let matches = 0;
  for (const [index, [source, subject, multiline]] of cases.entries()) {
    const compiled = bytesPattern(source, { multiline });
    if (!compiled.ok) {
      refusals += 1;
      continue;
    }
    const found = searchBytes(compiled.value, toBytes(subject));
    const ours =
      found === undefined
        ? null
        : [found.start, found.end, found.groups.slice(1).map((part) => part ?? null)];
    expect([source, subject, multiline, ours]).toEqual([source, subject, multiline, expected[index]]);
    if (found !== undefined) matches += 1;
  }
  expect(matches).toBeGreaterThan(1000);
  expect(refusals).toBeLessThan(cases.length * 0.7);
});
