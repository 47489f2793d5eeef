import { expect, test } from 'vitest';
import { below, messageLines } from './message-lines.ts';

const task = { play: 1, section: 'tasks', task: 1 } as const;
const check = { play: 1, section: 'verify', task: 1 } as const;
const numbers = (count: number): string =>
  Array.from({ length: count }, (_, index) => `line ${index}`).join('\n');

test.for([
  ['one line', 'hello', ['say: hello']],
  ['a newline at its end', 'hello\n', ['say: hello']],
  ['several lines', 'a\n  b\n\nc\n', ['say:', 'a', '  b', '', 'c']],
  ['nothing', '', ['say: ']],
  ['what could move a cursor', 'a\u001b[2J\rb\nc', ['say:', 'a\\x1b[2J\\x0db', 'c']],
] as const)('%s', ([, text, lines]) => {
  expect(messageLines(task, 'say', text, false)).toEqual(lines);
});

test('of very many lines the beginning, and how many more', () => {
  const lines = messageLines(task, 'say', numbers(5_000), false);
  expect(lines).toHaveLength(22);
  expect(lines.at(-2)).toBe('line 19');
  expect(lines.at(-1)).toBe('and 4980 more lines; -v shows all, and so does --output json');
  expect(messageLines(task, 'say', numbers(5_000), true)).toHaveLength(5_001);
});

test('of a very long line too', () => {
  const [line] = messageLines(task, 'say', 'x'.repeat(5_000), false);
  expect(line).toBe(
    `say: ${'x'.repeat(2_000)} and 3000 more characters; -v shows all, and so does --output json`,
  );
});

test('a finding stands before the name of its check, and its further lines below both', () => {
  expect(messageLines(check, 'all is well', 'no\nat all', false)).toEqual([
    'no (check: all is well)',
    'at all',
  ]);
});

test('nobody can pretend to be another: further lines have a mark before them', () => {
  expect(below(['node-1  changed', ''], 4)).toEqual(['    | node-1  changed', '    |']);
});
