import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText, FUZZ, RUN_TIME, RUNS, rulesText } from '../generated-rules.test-kit.ts';
import { readRules } from './read.ts';
import type { Rule, RulesText } from './rules.ts';

const filter = (...lines: readonly string[]): string =>
  `*filter\n:U - [0:0]\n${lines.map((line) => `${line}\n`).join('')}COMMIT\n`;

const printed = ({ lines }: RulesText): string => lines.map(({ text, end }) => text + end).join('');

function ruleOf(line: string): Rule | undefined {
  return readRules(filter(line), 'rules').value?.tables[0]?.rules[0];
}

test('a text is read line by line', () => {
  const text =
    '# a\n\n*nat\n:OUTPUT ACCEPT [1:2]\n:U -\n[3:4] -A U -s 192.0.2.1 -m comment --comment "b c" -g V\nCOMMIT\n';
  const { value, diagnostics } = readRules(text, 'rules');
  expect(diagnostics).toEqual([]);
  expect(value?.lines.map(({ content, number, end }) => [number, content.kind, end])).toEqual([
    [1, 'comment', '\n'],
    [2, 'blank', '\n'],
    [3, 'table', '\n'],
    [4, 'chain', '\n'],
    [5, 'chain', '\n'],
    [6, 'rule', '\n'],
    [7, 'commit', '\n'],
  ]);
  expect(value?.tables).toEqual([
    {
      name: 'nat',
      line: 3,
      inOrder: true,
      chains: [
        { table: 'nat', name: 'OUTPUT', policy: 'ACCEPT', counters: { packets: 1n, bytes: 2n }, line: 4 },
        { table: 'nat', name: 'U', policy: undefined, counters: undefined, line: 5 },
      ],
      rules: [
        {
          table: 'nat',
          chain: 'U',
          line: 6,
          command: '-A',
          text: '[3:4] -A U -s 192.0.2.1 -m comment --comment "b c" -g V',
          counters: { packets: 3n, bytes: 4n },
          words: [
            { text: '-s', quoted: false },
            { text: '192.0.2.1', quoted: false },
            { text: '-m', quoted: false },
            { text: 'comment', quoted: false },
            { text: '--comment', quoted: false },
            { text: 'b c', quoted: true },
            { text: '-g', quoted: false },
            { text: 'V', quoted: false },
          ],
          options: [
            { name: '-s', negated: false, values: ['192.0.2.1'] },
            { name: '-m', negated: false, values: ['comment'] },
            { name: '--comment', negated: false, values: ['b c'] },
            { name: '-g', negated: false, values: ['V'] },
          ],
          target: 'V',
          comment: 'b c',
        },
      ],
    },
  ]);
});

test.for([
  [
    '-A U ! -i docker0 -o eth0',
    [
      ['! -i', 'docker0'],
      ['-o', 'eth0'],
    ],
  ],
  ['-A U "!" -i docker0', [['! -i', 'docker0']]],
  [
    '-A U -p tcp ! --tcp-flags SYN,ACK SYN --syn',
    [['-p', 'tcp'], ['! --tcp-flags', 'SYN,ACK', 'SYN'], ['--syn']],
  ],
  [
    '-A U -m comment --comment -j -j ACCEPT',
    [
      ['-m', 'comment'],
      ['--comment', '-j'],
      ['-j', 'ACCEPT'],
    ],
  ],
  [
    '-A U -m comment --comment=a=b',
    [
      ['-m', 'comment'],
      ['--comment', 'a=b'],
    ],
  ],
  [
    '-A U -j LOG --log-prefix "! x"',
    [
      ['-j', 'LOG'],
      ['--log-prefix', '! x'],
    ],
  ],
  [
    '-A U -m set ! --match-set -a src -c 1 2',
    [
      ['-m', 'set'],
      ['! --match-set', '-a', 'src'],
      ['-c', '1', '2'],
    ],
  ],
  [
    '-gV -AU -c 1,2 --',
    [
      ['-g', 'V'],
      ['-c', '1,2'],
    ],
  ],
  ['-A U -m novel --novel --novelty a', [['-m', 'novel'], ['--novel'], ['--novelty', 'a']]],
] as const)('%s has the options %j', ([line, options]) => {
  const read = ruleOf(line)?.options.map(({ name, negated, values }) => [
    negated ? `! ${name}` : name,
    ...values,
  ]);
  expect(read).toEqual(options);
});

test.for([
  ['-A U -m comment --comment a -m comment --comment b -j ACCEPT', 'b', 'ACCEPT'],
  ['-A U --comm a --jum DROP', 'a', 'DROP'],
  ['-A U --goto=V', undefined, 'V'],
  ['-A U', undefined, undefined],
] as const)('%s has the comment %s and the target %s', ([line, comment, target]) => {
  expect(ruleOf(line)).toMatchObject({ comment, target });
});

test('all mistakes are told at once, each at its place, and there is no value', () => {
  const text = '-A INPUT\n*filter\n:U ACCEPT\n-A U -t nat -j\n-A V -i ""\n:W\n\tCOMMIT\n';
  const { value, diagnostics } = readRules(text, 'here');
  expect(value).toBeUndefined();
  expect(
    diagnostics.map(({ at, code, severity, length }) => [
      at.file,
      at.line,
      at.column,
      length,
      severity,
      code,
    ]),
  ).toEqual([
    ['here', 1, 1, 8, 'error', 'outside-table'],
    ['here', 2, 1, 7, 'error', 'missing-commit'],
    ['here', 3, 4, 6, 'warning', 'policy-of-user-chain'],
    ['here', 4, 6, 2, 'error', 'table-in-rule'],
    ['here', 4, 13, 2, 'error', 'missing-value'],
    ['here', 5, 1, 2, 'error', 'undeclared-chain'],
    ['here', 5, 6, 2, 'error', 'empty-value'],
    ['here', 6, 1, 2, 'error', 'missing-policy'],
    ['here', 7, 2, 6, 'error', 'not-a-rule'],
  ]);
  expect(diagnostics.every(({ hint }) => hint !== undefined)).toBe(true);
});

test('Windows line ends are one mistake, and hide no other', () => {
  const { diagnostics } = readRules('# a\r\n*filter\r\n-A V -j ACCEPT\r\nCOMMIT\r\n', 'rules');
  expect(diagnostics.map(({ at, code }) => [at.line, at.column, code])).toEqual([
    [2, 8, 'carriage-return'],
    [3, 1, 'undeclared-chain'],
  ]);
  expect(diagnostics[0]?.message).toContain('3 lines end');
});

describe('texts of an unreasonable size are refused, not read', () => {
  test.for([
    ['many characters', '#'.repeat(33 * 1024 * 1024), ['text-too-long']],
    ['many lines', '\n'.repeat(250_001), ['too-many-lines']],
    ['a long line', `*filter\n-A INPUT ${'"\\'.repeat(5_000_000)}\nCOMMIT\n`, ['line-too-long']],
    [
      'many mistakes',
      '-A\n'.repeat(100_000),
      [...Array<string>(1_000).fill('outside-table'), 'too-many-mistakes'],
    ],
  ] as const)('%s', ([, text, codes]) => {
    expect(readRules(text, 'rules').diagnostics.map(({ code }) => code)).toEqual(codes);
  });
});

test('ten thousand rules are read', () => {
  const rules = (count: number): string =>
    filter(...Array.from({ length: count }, (_, index) => `-A U -m mark --mark ${index}`));
  expect(readRules(rules(10_000), 'rules').value?.tables[0]?.rules).toHaveLength(10_000);
});

test('what is read prints as it was', RUN_TIME, () => {
  fc.assert(
    fc.property(rulesText, (text) => {
      const { value, diagnostics } = readRules(text, 'rules');
      expect(diagnostics).toEqual([]);
      expect(value === undefined ? undefined : printed(value)).toBe(text);
    }),
    { numRuns: RUNS },
  );
});

test(
  'nothing makes reading throw; what is refused has a mistake on a line of the text, what is taken prints as it was',
  RUN_TIME,
  () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { value, diagnostics } = readRules(text, 'rules');
        const lines = text.split('\n');
        for (const { at, length } of diagnostics) {
          expect(at.column).toBeGreaterThan(0);
          expect(length).toBeGreaterThan(0);
          expect(at.column + length - 1).toBeLessThanOrEqual(Math.max(1, lines[at.line - 1]?.length ?? -1));
        }
        expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(value === undefined);
        if (value !== undefined) expect(printed(value)).toBe(text);
      }),
      { numRuns: FUZZ },
    );
  },
);
