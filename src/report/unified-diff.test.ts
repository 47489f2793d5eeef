import { applyPatch } from 'diff';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unifiedDiff } from './unified-diff.ts';

const text = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

test('a changed line stands among its neighbours', () => {
  expect(
    unifiedDiff(
      '/etc/x',
      text('1', '2', '3', '4', '5', 'old', '7', '8', '9', '10'),
      text('1', '2', '3', '4', '5', 'new', '7', '8', '9', '10'),
    ).join('\n'),
  ).toMatchInlineSnapshot(`
    "--- /etc/x
    +++ /etc/x
    @@ -3,7 +3,7 @@
     3
     4
     5
    -old
    +new
     7
     8
     9"
  `);
});

test('a file that is not there yet is /dev/null', () => {
  expect(unifiedDiff('/etc/x', undefined, text('a')).join('\n')).toMatchInlineSnapshot(`
    "--- /dev/null
    +++ /etc/x
    @@ -0,0 +1,1 @@
    +a"
  `);
});

test('so is one that goes away', () => {
  expect(unifiedDiff('/etc/x', text('a'), undefined).join('\n')).toMatchInlineSnapshot(`
    "--- /etc/x
    +++ /dev/null
    @@ -1,1 +0,0 @@
    -a"
  `);
});

test('a missing newline at the end is told', () => {
  expect(unifiedDiff('x', 'a\n', 'a')).toContain('\\ No newline at end of file');
});

test('an empty file appears as two names', () => {
  expect(unifiedDiff('x', undefined, '')).toEqual(['--- /dev/null', '+++ x']);
});

test('equal texts have no diff', () => {
  expect(unifiedDiff('x', 'same', 'same')).toEqual([]);
  expect(unifiedDiff('x', undefined, undefined)).toEqual([]);
});

test('who applies the diff to the one text gets the other', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', '', '--d', '++e', '@@ f'), { maxLength: 30 });
  fc.assert(
    fc.property(lines, lines, fc.boolean(), (before, after, ends) => {
      const [from, to] = [text(...before), ends ? text(...after) : after.join('\n')];
      const diff = unifiedDiff('x', from, to);
      expect(diff.length === 0 ? from : applyPatch(from, diff.join('\n'))).toBe(to);
    }),
  );
});
