import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDiagnostic } from './explain.ts';
import { mistake, warning } from './mistake.ts';

const at = (line: number, column: number) => ({ file: 'web.yml', line, column });

test('place, sentence, line, caret and hint', () => {
  const diagnostic = mistake(
    { at: at(2, 3), length: 4 },
    'unknown-keyword',
    'there is no keyword `taks`',
    'did you mean `tasks`?',
  );
  expect(formatDiagnostic(diagnostic, '- hosts: web\n  taks: []\n')).toBe(`\
web.yml:2:3: error[unknown-keyword] there is no keyword \`taks\`
  2 |   taks: []
    |   ^^^^
  hint: did you mean \`tasks\`?`);
});

test.for<[string, number, number, string]>([
  ['\ta: b', 5, 1, '  1 |   a: b\n    |      ^'],
  ['名前: x', 5, 1, '  1 | 名前: x\n    |       ^'],
  ['a: 名前 x', 4, 2, '  1 | a: 名前 x\n    |    ^^^^'],
  ['e\u0301: x', 5, 1, '  1 | e\u0301: x\n    |    ^'],
  ['👍: x', 5, 1, '  1 | 👍: x\n    |     ^'],
  ['a\u001b[2Jb: \u202ex', 10, 1, '  1 | a\\x1b[2Jb: \\u202ex\n    |                  ^'],
  ['\uDB40\uDC01a', 3, 1, '  1 | \\u{e0001}a\n    |          ^'],
  ['a: b\r', 4, 9, '  1 | a: b\n    |    ^'],
  ['\uFEFFa: b', 4, 1, '  1 | a: b\n    |    ^'],
  ['ab', 3, 1, '  1 | ab\n    |   ^'],
])('%j, column %i, length %i', ([line, column, length, expected]) => {
  const [, ...excerpt] = formatDiagnostic(mistake({ at: at(1, column), length }, 'value', 'y'), line).split(
    '\n',
  );
  expect(excerpt.join('\n')).toBe(expected);
});

test('long lines are cut on both sides of the caret', () => {
  const line = `${'a'.repeat(300)}HERE${'b'.repeat(300)}`;
  const shown = (column: number, length: number): string =>
    formatDiagnostic(mistake({ at: at(1, column), length }, 'value', 'y'), line);
  expect(shown(301, 4)).toBe(
    `web.yml:1:301: error[value] y\n  1 | …${'a'.repeat(39)}HERE${'b'.repeat(55)}…\n    | ${' '.repeat(40)}^^^^`,
  );
  expect(shown(1, 1)).toBe(`web.yml:1:1: error[value] y\n  1 | ${'a'.repeat(99)}…\n    | ^`);
  expect(shown(604, 1)).toBe(
    `web.yml:1:604: error[value] y\n  1 | …${'b'.repeat(39)}b\n    | ${' '.repeat(40)}^`,
  );
  expect(shown(301, 304)).toBe(
    `web.yml:1:301: error[value] y\n  1 | …${'a'.repeat(39)}HERE${'b'.repeat(55)}…\n    | ${' '.repeat(40)}${'^'.repeat(59)}`,
  );
});

test('a line of megabytes is no trouble', () => {
  const line = `${'a'.repeat(3_000_000)}HERE${'b'.repeat(3_000_000)}`;
  const [, excerpt = ''] = formatDiagnostic(
    mistake({ at: at(1, 3_000_001), length: 4 }, 'value', 'y'),
    line,
  ).split('\n');
  expect(excerpt).toBe(`  1 | …${'a'.repeat(39)}HERE${'b'.repeat(55)}…`);
});

test('without a source, outside of it, and on an empty line there is no excerpt', () => {
  const diagnostic = warning(at(3, 1), 'value', 'y\nz');
  for (const text of [undefined, 'a\nb', 'a\nb\n  \n']) {
    expect(formatDiagnostic(diagnostic, text)).toBe('web.yml:3:1: warning[value] y z');
  }
});

test('nothing the user wrote reaches the terminal as a control character', () => {
  const hostile = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(
    fc.property(
      hostile,
      hostile,
      fc.nat(250),
      fc.integer({ min: 1, max: 300 }),
      (text, words, column, length) => {
        const diagnostic = mistake(
          { at: { file: words, line: 1, column: column + 1 }, length },
          'value',
          words,
          words,
        );
        const lines = formatDiagnostic(diagnostic, text).split('\n');
        expect(lines.length).toBeLessThanOrEqual(4);
        for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028]/u);
      },
    ),
  );
});
