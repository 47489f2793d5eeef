import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textWidth } from '../text/width.ts';
import { broken, paragraph } from './page.ts';
import { ansiStyle, noStyle } from './style.ts';

test('a pipe gets a line as it is', () => {
  expect(broken('one two three '.repeat(20), 4, undefined)).toEqual(['one two three '.repeat(20)]);
});

test('a terminal gets lines that fit', () => {
  expect(broken('the first words of a text that is longer than a line', 4, 40)).toEqual([
    'the first words of a text that is',
    'longer than a line',
  ]);
});

test('a number keeps its unit', () => {
  expect(broken('it took us as long as 10 min 30 s', 0, 27)).toEqual([
    'it took us as long as',
    '10 min 30 s',
  ]);
});

test('what is too long for a line stays whole', () => {
  const path = '/a/very/long/path/that/nobody/wants/to/join/again/by/hand';
  expect(broken(`see ${path} there`, 0, 30)).toEqual(['see', path, 'there']);
});

test('no line is wider than the page unless one word is, and nothing is lost', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 12 })),
      fc.nat(60),
      fc.integer({ min: 30, max: 120 }),
      (words, indent, columns) => {
        const text = words.join(' ');
        const lines = broken(text, indent, columns);
        expect(lines.join(' ')).toBe(text);
        for (const line of lines) {
          if (line.includes(' ') && !/ (s|min)\b/.test(line))
            expect(textWidth(line)).toBeLessThanOrEqual(Math.max(columns - indent, 24));
        }
      },
    ),
  );
});

test('the lines of a paragraph stand below its first word', () => {
  const page = { style: noStyle, columns: 44 };
  expect(
    paragraph(page, 2, 'the service is not there, and never was, on this host', { lead: 'node-1: ' }).join(
      '\n',
    ),
  ).toBe(['  node-1: the service is not there, and', '          never was, on this host'].join('\n'));
});

test('colour does not count as width', () => {
  const page = { style: ansiStyle, columns: 44 };
  const [first = ''] = paragraph(page, 0, 'x'.repeat(30), { paint: ansiStyle.bad });
  expect(first).toBe(`\u001b[31m${'x'.repeat(30)}\u001b[39m`);
});
