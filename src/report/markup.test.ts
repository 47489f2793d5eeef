import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escaped, markup, NOTHING } from './markup.ts';

test('what is filled in is text', () => {
  expect(markup`<p title="${'"><script>'}">${"a & 'b'"}</p>`.markup).toBe(
    '<p title="&quot;&gt;&lt;script&gt;">a &amp; &#39;b&#39;</p>',
  );
});

test('unless it is markup', () => {
  const items = ['a<', 'b'].map((item) => markup`<li>${item}</li>`);
  expect(markup`<ul>${items}</ul>${NOTHING}${undefined}${3}`.markup).toBe(
    '<ul><li>a&lt;</li><li>b</li></ul>3',
  );
});

test.for([
  ['\u001b[31m', '\\x1b[31m'],
  ['a\u202eb', 'a\\u202eb'],
  ['\ud800', '\ufffd'],
  ['\uffff', '\ufffd'],
  ['line\nbreak\tand tab', 'line\nbreak\tand tab'],
] as const)('%j becomes %j', ([text, shown]) => {
  expect(escaped(text)).toBe(shown);
});

test('no text whatever can open a tag, close a quote or begin an entity of its own', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', ';', 'amp', '/', '\u0000', 'x') }),
      (text) => {
        const shown = escaped(text);
        expect(shown).not.toMatch(/[<>"']/);
        expect(shown.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
      },
    ),
  );
});
