import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexLines } from './line-index.ts';
import { told } from './yaml.test-kit.ts';
import { inventoryLimits, playbookLimits, tokensWithin, type YamlLimits } from './yaml-limits.ts';

test.for<[string, string, Partial<YamlLimits>, readonly string[]]>([
  [
    'size',
    'a: 12',
    { size: 4 },
    ['1:1 too-large the file is larger than 0 KiB (split it, or move large contents to files of their own)'],
  ],
  [
    'line length',
    'a: 1\nb: 12345\n',
    { lineLength: 5 },
    ['2:1 line-too-long this line is longer than 5 characters'],
  ],
  [
    'flow depth',
    'a: [[[[1]]]]',
    { depth: 4 },
    ['1:7 too-deep this is nested deeper than 4 levels (a bracket may be missing further up)'],
  ],
  [
    'block depth',
    'a:\n b:\n  c:\n   d: 1\n',
    { depth: 3 },
    ['4:5 too-deep this is nested deeper than 3 levels (a bracket may be missing further up)'],
  ],
  [
    'dashes',
    '- - - - 1',
    { depth: 3 },
    ['1:7 too-deep this is nested deeper than 3 levels (a bracket may be missing further up)'],
  ],
  [
    'colons',
    'a: b: c: d: e',
    { depth: 3 },
    ['1:11 too-deep this is nested deeper than 3 levels (a bracket may be missing further up)'],
  ],
  [
    'aliases',
    '- &a 1\n- *a\n- *a\n- *a\n',
    { aliases: 2 },
    ['4:3 too-many-aliases one file may use at most 2 aliases'],
  ],
  [
    'words',
    '- a\n# c\n- b: 1\n- d',
    { words: 5 },
    ['3:6 too-large one file may hold at most 5 keys and values (split it)'],
  ],
  [
    'depth by aliases',
    '- &a [[1]]\n- &b [[*a]]\n',
    { depth: 4 },
    ['2:8 too-deep this is nested deeper than 4 levels (a bracket may be missing further up)'],
  ],
  [
    'flow pairs',
    '[a: [b: [c: 1]]]',
    { depth: 4 },
    ['1:9 too-deep this is nested deeper than 4 levels (a bracket may be missing further up)'],
  ],
])('limits: %s', ([, text, limits, expected]) => {
  expect(told(text, { ...playbookLimits, ...limits })).toEqual(expected);
});

test('at the limits nothing is refused', () => {
  const nested = `${'['.repeat(64)}1${']'.repeat(64)}`;
  expect(told(nested)).toEqual([]);
  expect(told(Array.from({ length: 63 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'))).toEqual([]);
  expect(told(`- &a 1\n${'- *a\n'.repeat(100)}`)).toEqual([]);
  // A block scalar is text: its staircase of dashes and brackets is not nesting.
  const steps = Array.from({ length: 90 }, (_, level) => `  ${' '.repeat(level)}- - - [[[ *x`).join('\n');
  expect(told(`a: |\n${steps}\nb: "${'['.repeat(99)}"\n`)).toEqual([]);
});

test('a few aliases cannot stand for a world of values', () => {
  const lines = ['- &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]'];
  for (let level = 1; level < 10; level += 1) {
    lines.push(`- &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ')}]`);
  }
  expect(told(lines.join('\n'))[0]).toMatch(
    /^6:\d+ too-many-aliases the aliases of this file stand for more than 100000 values$/,
  );
});

test('two deeply nested documents in one process are refused, not fatal', () => {
  const { outputFiles } = buildSync({
    stdin: {
      contents: nestedDocuments,
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    write: false,
  });
  const program = outputFiles[0]?.text ?? '';
  const { stdout, signal, stderr } = spawnSync(process.execPath, ['-'], { encoding: 'utf8', input: program });
  expect({ stdout, signal, stderr }).toEqual({ stdout: 'too-deep '.repeat(9), signal: null, stderr: '' });
});

const nestedDocuments = `
  import { readYaml } from './yaml.ts';
  import { inventoryLimits } from './yaml-limits.ts';
  for (const depth of [1000, 10000, 100000]) {
    for (const text of ['['.repeat(depth) + ']'.repeat(depth), '- '.repeat(depth), 'a: '.repeat(depth)]) {
      process.stdout.write(readYaml(text, 'f', inventoryLimits).diagnostics[0].code + ' ');
    }
  }`;

const words = [
  ...[
    '- ',
    '? ',
    ': ',
    'a: ',
    '- a: ',
    '"b": ',
    'x',
    '*x',
    '&x ',
    '!t ',
    '|\n',
    "'c\nd': ",
    '[',
    '{',
    ']',
    '}',
  ],
  ...[
    '\n',
    '\n ',
    '\n   ',
    '\n  - ',
    '\r\n',
    '---',
    '\n---\n',
    '\n...\n',
    '# c\n',
    ' ',
    '\t',
    '%',
    '[]',
    ', ',
    ']: ',
    '}: ',
  ],
];

test('nothing that is within the limits exhausts the parser', () => {
  const piece = fc.array(fc.constantFrom(...words), { maxLength: 20 }).map((parts) => parts.join(''));
  // Repeating finds what grows by a little with each line.
  const repeated = fc
    .tuple(piece, fc.integer({ min: 1, max: 300 }))
    .map(([text, times]) => text.repeat(times));
  fc.assert(
    fc.property(fc.tuple(piece, repeated, piece), (parts) => {
      const text = parts.join('');
      const within = tokensWithin(text, playbookLimits, indexLines(text, 'f'));
      if (!within.ok) return;
      expect(depthOf(within.tokens)).toBeLessThanOrEqual(playbookLimits.depth);
      expect(told(text).join('\n')).not.toMatch(/call stack|cannot be read/);
    }),
    { numRuns: 400 },
  );
});

function depthOf(tokens: readonly unknown[]): number {
  let deepest = 0;
  const visit = (token: unknown, depth: number): void => {
    if (typeof token !== 'object' || token === null) return;
    deepest = Math.max(deepest, 'items' in token ? depth + 1 : depth);
    if ('items' in token && Array.isArray(token.items)) {
      for (const item of token.items as readonly { key?: unknown; value?: unknown }[]) {
        visit(item.key, depth + 1);
        visit(item.value, depth + 1);
      }
    }
    if ('value' in token) visit(token.value, depth);
  };
  for (const token of tokens) visit(token, 0);
  return deepest;
}

test.for(['a: b: c\n', 'a: b: c: d\n', '*x- a: \r\n', '{a: ', '[a: ', '? ', '- ', '"a\n b": '])(
  '%j, often, is too deep',
  (text) => {
    const often = text.repeat(1000);
    const within = tokensWithin(often, playbookLimits, indexLines(often, 'f'));
    expect(within).toMatchObject({ ok: false, diagnostics: [{ code: 'too-deep' }] });
  },
);

test('an inventory of 20,000 hosts is one pass', () => {
  const text = `all:\n  hosts:\n${Array.from({ length: 20_000 }, (_, host) => `    h${host}: {port: ${host}}\n`).join('')}`;
  expect(told(text, inventoryLimits)).toEqual([]);
});
