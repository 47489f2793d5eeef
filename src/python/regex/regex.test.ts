import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fault } from '../fault.ts';
import { defaultLimits, type Meter, meterOf } from '../meter.ts';
import { parseReplacement } from './replacement.ts';
import { allMatches, firstMatch, groupNumber, programOf } from './use.ts';

const flags = { ignoreCase: false, multiline: false, dotAll: false };

function fresh(): Meter {
  return meterOf(defaultLimits);
}

function found(pattern: string, text: string, given: Partial<typeof flags> = {}): readonly string[] {
  const program = programOf(pattern, { ...flags, ...given });
  return allMatches(program, text, Number.POSITIVE_INFINITY, fresh()).map(({ whole }) => whole);
}

function groups(pattern: string, text: string): readonly (string | undefined)[] | undefined {
  return firstMatch(programOf(pattern, flags), text, 'search', fresh())?.groups;
}

describe('what patterns find', () => {
  test.for([
    ['a', 'banana', ['a', 'a', 'a']],
    ['an', 'banana', ['an', 'an']],
    ['a.', 'aXa\nab', ['aX', 'ab']],
    ['', 'ab', ['', '', '']],
    ['a|b|', 'ac', ['a', '', '']],
    ['a*?', 'aa', ['', 'a', '', 'a', '']],
    ['a+?', 'aa', ['a', 'a']],
    ['a??b', 'aab', ['ab']],
    ['(?:ab){2}', 'ababab', ['abab']],
    ['a{2,}', 'a aa aaa', ['aa', 'aaa']],
    ['a{,2}b', 'aaab', ['aab']],
    ['a{0}b', 'ab', ['b']],
    ['a{,}b', 'aab', ['aab']],
    ['\\101[\\102\\1]', 'AB', ['AB']],
    ['(?i)(?m)^B', 'a\nb', ['b']],
    ['(?a)\\w+', 'aéb', ['a', 'b']],
    ['[\\w-]+', 'a-b', ['a-b']],
    ['a{1,2}?', 'aaa', ['a', 'a', 'a']],
    ['a{x', 'a{x', ['a{x']],
    ['{', '{', ['{']],
    ['a{1', 'a{1', ['a{1']],
    ['[abc]+', 'xabcx', ['abc']],
    ['[^abc]+', 'axyb', ['xy']],
    ['[]a]+', 'a]b', ['a]']],
    ['[^]a]', ']ab', ['b']],
    ['[a-]+', 'a-b', ['a-']],
    ['[\\d\\s-]+', '1 -a', ['1 -']],
    ['[\\b]', 'a\bc', ['\b']],
    ['[\\]\\\\]+', ']\\', [']\\']],
    ['[\\x41-\\x43]+', 'xABCD', ['ABC']],
    ['\\x41\\u00e9\\U0001F600', 'Aé😀', ['Aé😀']],
    ['\\07\\0', '\x07\0', ['\x07\0']],
    ['\\a\\f\\n\\r\\t\\v', '\x07\f\n\r\t\v', ['\x07\f\n\r\t\v']],
    ['\\.\\*\\ \\/', '.* /', ['.* /']],
    ['\\d+', 'a12٣b', ['12٣']],
    ['\\D+', '1ab2', ['ab']],
    ['\\w+', 'a_1é-ñ', ['a_1é', 'ñ']],
    ['\\W+', 'a -b', [' -']],
    ['\\s+', 'a \t\u00a0\u0085b\ufeff', [' \t\u00a0\u0085']],
    ['\\S+', ' ab ', ['ab']],
    ['^a', 'aa\na', ['a']],
    ['a$', 'a\na', ['a']],
    ['a$', 'a\n', ['a']],
    ['a\\Z', 'a\n', []],
    ['\\Aa', 'aa', ['a']],
    ['\\bfoo\\b', 'foo food foo', ['foo', 'foo']],
    ['\\Boo\\B', 'foo food', ['oo']],
    ['\\B', '', []],
    ['\\b', 'é😀', ['', '']],
    ['foo(?=bar)', 'foobaz foobar', ['foo']],
    ['foo(?!bar)', 'foobar foobaz', ['foo']],
    ['(?<=\\$)\\d+', '1 $23', ['23']],
    ['(?<!\\$)\\b\\d+', '1 $23', ['1']],
    ['(?<=a|b)c', 'ac bc cc', ['c', 'c']],
    ['(?<=😀)a', 'a😀a', ['a']],
    ['(?<=ab{2}(?:c)\\b)-', 'abbc-', ['-']],
    ['(?=(?=a)a)a', 'aa', ['a', 'a']],
    ['(?<=(?=a).)b', 'ab', ['b']],
    ['(?=a*b)a', 'aab aa', ['a', 'a']],
    ['(?#note)a(?#more)b', 'ab', ['ab']],
    ['(?i)aB', 'AB ab', ['AB', 'ab']],
    ['(?i)é', 'É', ['É']],
    ['(?i)[a-c]+', 'ABC@', ['ABC']],
    ['(?i)@', '`@', ['@']],
    ['(?m)^b$', 'a\nb\nc', ['b']],
    ['(?s)a.b', 'a\nb', ['a\nb']],
    ['(?ims)^A.B$', 'x\na\nb', ['a\nb']],
    ['.', 'a😀', ['a', '😀']],
    ['.*', '😀😀', ['😀😀', '']],
    ['.*😀', 'a😀b😀c', ['a😀b😀']],
    ['(a|ab)(c|bcd)(d*)', 'abcd', ['abcd']],
    ['(?:a|b)*?c', 'abac', ['abac']],
    ['(?:a*)*b', 'aab', ['aab']],
    ['(?:|a)+b', 'ab', ['ab']],
    ['x*', 'axb', ['', 'x', '', '']],
  ] as const)('%s in %j', ([pattern, text, expected]) => {
    expect(found(pattern, text)).toEqual(expected);
  });

  test('flags', () => {
    expect(found('A.b', 'a\nB', { ignoreCase: true, dotAll: true })).toEqual(['a\nB']);
    expect(found('^b', 'a\nb', { multiline: true })).toEqual(['b']);
  });

  test('groups', () => {
    expect(groups('(a)(b)?', 'ac')).toEqual(['a', 'a', undefined]);
    expect(groups('(a|(b))+', 'ba')).toEqual(['ba', 'a', 'b']);
    expect(groups('(?P<k>\\w)=(?P<v>\\w)', 'a=b')).toEqual(['a=b', 'a', 'b']);
    expect(groups('(a)*?b', 'aab')).toEqual(['aab', 'a']);
    expect(groups('(?:(a)x|(a)y)', 'ay')).toEqual(['ay', undefined, 'a']);
    expect(groups('z', 'a')).toBeUndefined();
    const program = programOf('(?P<k>a)', flags);
    expect([groupNumber(program, 'k'), groupNumber(program, '1'), groupNumber(program, '0')]).toEqual([
      1, 1, 0,
    ]);
    expect(() => groupNumber(program, '2')).toThrow(Fault);
    expect(() => groupNumber(program, 'x')).toThrow('the pattern has no group `x`');
  });

  test('anchors', () => {
    const program = programOf('a|ab', flags);
    expect(firstMatch(program, 'xab', 'match', fresh())).toBeUndefined();
    expect(firstMatch(program, 'ab', 'match', fresh())?.whole).toBe('a');
    expect(firstMatch(program, 'ab', 'fullmatch', fresh())?.whole).toBe('ab');
    expect(firstMatch(program, 'abc', 'fullmatch', fresh())).toBeUndefined();
    expect(firstMatch(programOf('', flags), '', 'fullmatch', fresh())?.whole).toBe('');
  });
});

test.for([
  ['(', 'the pattern has a `(` that is never closed'],
  ['(?:a', 'the pattern has a `(` that is never closed'],
  ['(?#a', 'the pattern has a `(` that is never closed'],
  ['a)', 'the pattern has a `)` without a `(`'],
  ['[a', 'the pattern has a `[` that is never closed'],
  ['[', 'the pattern has a `[` that is never closed'],
  ['[a\\', 'the pattern has a `[` that is never closed'],
  ['[z-a]', 'the pattern has a range that ends before it begins'],
  ['[a-\\d]', 'the pattern has a range that begins or ends with a class such as `\\w`'],
  ['*a', 'the pattern has nothing for `*` to repeat'],
  ['(?:+)', 'the pattern has nothing for `+` to repeat'],
  ['{2}', 'the pattern has nothing for `{` to repeat'],
  ['[\\w-z]', 'the pattern has a range that begins or ends with a class such as `\\w`'],
  ['\\400', '`\\400` is beyond `\\377`, where octal escapes end'],
  ['|?', 'the pattern has nothing for `?` to repeat'],
  ['a**', 'the pattern repeats a repeat'],
  ['a{2}{3}', 'the pattern repeats a repeat'],
  ['a*+', 'possessive repeats such as `a++` are not supported in patterns'],
  ['^*', 'the pattern repeats what takes no character'],
  ['(?=a)*', 'the pattern repeats what takes no character'],
  ['a{3,2}', 'the pattern repeats at least more often than at most'],
  ['a{1001}', 'the pattern repeats more than 1000 times'],
  ['a{1,1001}', 'the pattern repeats more than 1000 times'],
  ['(?:a{100}){100}', 'the pattern is too long once its repeats are written out'],
  ['(a)\\1', 'the pattern refers back with `\\1`, which cannot be matched in bounded time'],
  ['(?P<a>b)(?P=a)', 'the pattern uses `(?P`, which is not supported'],
  ['(?P<a>b)(?P<a>c)', 'the pattern has two groups `a`'],
  ['(?>a)', 'the pattern uses `(?>`, which is not supported'],
  ['a(?i)b', 'the pattern uses `(?i`, which is not supported'],
  ['(?x)a', 'the pattern uses `(?x`, which is not supported'],
  ['(?=(a))', 'the pattern captures inside `(?=…)` or its like'],
  ['(?<=a*)b', 'the pattern looks behind for something that varies in length'],
  ['(?<=a|bc)b', 'the pattern looks behind for something that varies in length'],
  ['\\', 'the pattern ends with a backslash'],
  ['\\q', '`\\q` means nothing in a pattern'],
  ['[\\q]', '`\\q` means nothing in a pattern'],
  ['\\x4', '`\\x4` is not a whole character in the pattern'],
  ['\\U00110000', '`\\U00110000` is not a whole character in the pattern'],
  [`${'('.repeat(60)}a${')'.repeat(60)}`, 'the pattern is nested more than 50 levels deep'],
] as const)('%s is refused', ([pattern, message]) => {
  expect(() => programOf(pattern, flags)).toThrow(message);
});

test.for([
  ['x\\1y', ['x', 1, 'y']],
  ['\\g<1>\\g<k>\\0', [1, 1, '\0']],
  ['\\\\\\n\\t\\.', ['\\', '\n', '\t', '\\.']],
] as const)('the replacement %s', ([text, parts]) => {
  expect(parseReplacement(text, programOf('(?P<k>a)', flags))).toEqual(parts);
});

test.for(['\\2', '\\g<x>', '\\q', 'a\\'])('the replacement %s is refused', (text) => {
  expect(() => parseReplacement(text, programOf('(a)', flags))).toThrow(Fault);
});

describe('compared with other matchers', () => {
  type Span = readonly [number, number];

  test('the places and groups that Python finds, in a thousand random patterns', () => {
    const text = readFileSync(new URL('regex.fixtures.json', import.meta.url), 'utf8');
    const cases = JSON.parse(text) as readonly (readonly [string, string, readonly (readonly Span[])[]])[];
    expect(cases).toHaveLength(1000);
    for (const [pattern, subject, expected] of cases) {
      const program = programOf(pattern, flags);
      const matches = allMatches(program, subject, Number.POSITIVE_INFINITY, fresh());
      const wanted = expected.map((spans) =>
        spans.map(([from, to]) => (from < 0 ? undefined : subject.slice(from, to))),
      );
      expect(
        matches.map(({ groups: captured }) => captured),
        pattern,
      ).toEqual(wanted);
      expect(
        matches.map(({ start, end }) => [start, end]),
        pattern,
      ).toEqual(expected.map(([whole]) => whole));
    }
  });

  const atom = fc.constantFrom(
    'a',
    'b',
    'c',
    '.',
    '[ab]',
    '[^a]',
    '\\w',
    '\\b',
    '^',
    '$',
    '(?=a)',
    '(?!b)',
    '(?<=a)',
    '(?<!c)',
  );
  const repeat = fc.constantFrom('', '', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,2}?');
  const pattern = fc.letrec<{ tree: string; part: string }>((tie) => ({
    part: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.tuple(atom, repeat).map(([one, often]) => one + (/^(?:\\b|\^|\$|\(\?)/.test(one) ? '' : often)),
      fc.tuple(tie('tree'), repeat).map(([tree, often]) => `(?:${tree})${often}`),
    ),
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.array(tie('part'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')),
      fc.tuple(tie('part'), tie('part')).map(([one, other]) => `${one}|${other}`),
    ),
  })).tree;

  test('whether and where the first match begins, whatever is repeated', () => {
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 12 }),
        (source, text) => {
          const ours = firstMatch(programOf(source, flags), text, 'search', fresh());
          expect(ours?.start).toBe(new RegExp(source).exec(text)?.index);
        },
      ),
      { numRuns: 2000, seed: 1 },
    );
  });
});
