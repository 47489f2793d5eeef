import { expect, test } from 'vitest';
import { Fault } from '../fault.ts';
import { defaultLimits, type Meter, meterOf } from '../meter.ts';
import { allMatches, firstMatch, programOf } from './use.ts';

const flags = { ignoreCase: false, multiline: false, dotAll: false };

function fresh(): Meter {
  return meterOf(defaultLimits);
}

const length = 1024 * 1024;
const a = 'a'.repeat(length);

/** Patterns that make an ordinary matcher run for hours, each with a text of a mebibyte on which it does. */
const bad: readonly (readonly [string, string])[] = [
  ['(a+)+$', `${a}!`],
  ['(a*)*$', `${a}!`],
  ['(a|a)*$', `${a}!`],
  ['(a|aa)+$', `${a}!`],
  ['(a|a?)+$', `${a}!`],
  ['(.*a){20}$', `${a}!`],
  ['(.*)*x', a],
  ['(.+)+x', a],
  ['(?:.*)*x', a],
  ['(a*)*b', a],
  ['(a+)*b', a],
  ['(a?)*b', a],
  ['((a*)*)*b', a],
  ['(((a+)+)+)+b', a],
  ['(a+a+)+b', a],
  ['(aa|a)*b', a],
  ['(a|b|ab)*c', a],
  ['([a-z]+)*\\d', a],
  ['([a-z]*)+\\d', a],
  ['(\\w+\\s?)*$', `${a}!`],
  ['(\\w|\\d)+$', `${a}!`],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', a],
  ['^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}', a],
  ['^([\\w.-]+)+@', a],
  ['(x+x+)+y', 'x'.repeat(length)],
  ['\\s+$', `${' '.repeat(length)}x`],
  ['^\\s*|\\s*$', `x${' '.repeat(length)}x`],
  ['\\s*\\n', ' '.repeat(length)],
  ['.*.*.*=', a],
  ['.*.*=.*', a],
  ['a*a*a*a*b', a],
  ['a*?a*?a*?b', a],
  ['[^b]*[^b]*[^b]*b', a],
  ['(.*?,){11}P', '1,'.repeat(length / 2)],
  ['^(.*?,)*P', '1,'.repeat(length / 2)],
  [`${'a?'.repeat(100)}${'a'.repeat(100)}`, a],
  [`${'a*'.repeat(60)}b`, a],
  ['(a{1,100}){1,10}b', a],
  ['(?:a{0,30}){0,30}b', a],
  ['a{1,1000}b', a],
  ['(?=a*b)', a],
  ['(?=(?:a+)+b)a', a],
  ['(?!a*b)a*b', a],
  ['(?<=a{50})b', a],
  ['(?:a|(?=a*b))*c', a],
  ['\\b(a+)+\\b!', a],
  ['(?i)(A+)+$', `${a}!`],
  ['(?:(?:a|b)*|c)*d', a],
  ['<([a-z]+)(?:\\s[^>]*)*>', `<${'a '.repeat(length / 2)}`],
  ['^(?:\\d+\\.?)*$', `${'1'.repeat(length)}!`],
  ['(?:[01]*1){15}$', '01'.repeat(length / 2)],
  ['[\\s\\S]*[\\s\\S]*x', a],
];

test('there are fifty bad patterns', () => {
  expect(bad.length).toBeGreaterThanOrEqual(50);
});

test.for(bad)('%s ends within a tenth of the steps of one rendering', ([pattern, text]) => {
  const meter = meterOf({ ...defaultLimits, steps: defaultLimits.steps / 10 });
  expect(['answer', 'limit']).toContain(
    tried(() => firstMatch(programOf(pattern, flags), text, 'search', meter)),
  );
});

function tried(work: () => unknown): string {
  try {
    work();
    return 'answer';
  } catch (error) {
    return error instanceof Fault ? error.kind : String(error);
  }
}

test('steps grow with the text, not with its power', () => {
  const stepsFor = (pattern: string, text: string): number => {
    let steps = 0;
    const meter: Meter = {
      ...fresh(),
      match: (count) => {
        steps += count;
      },
    };
    firstMatch(programOf(pattern, flags), text, 'search', meter);
    return steps;
  };
  for (const [pattern] of bad.filter(([one]) => !/[{?]|=/.test(one))) {
    const [short, long] = [1000, 4000].map((count) => stepsFor(pattern, `${'a'.repeat(count)}!`));
    expect((long ?? 0) / (short ?? 1), pattern).toBeLessThan(6);
  }
});

test('what is ordinary is cheap even on much text', () => {
  const log = 'Nov 22 23:55:01 node1 kernel: IN=eth0 OUT= SRC=10.0.0.1 DPT=22\n'.repeat(2000);
  const meter = fresh();
  expect(firstMatch(programOf('SRC=(\\S+) DPT=23', flags), log, 'search', meter)).toBeUndefined();
  expect(firstMatch(programOf('(?m)^Dec .*$', flags), log, 'search', meter)).toBeUndefined();
  expect(firstMatch(programOf('panic|oops', flags), log, 'search', meter)).toBeUndefined();
  expect(allMatches(programOf('DPT=(\\d+)', flags), log, 5000, meter)).toHaveLength(2000);
});
