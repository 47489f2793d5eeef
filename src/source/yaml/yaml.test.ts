import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasErrors } from '../../model/diagnostic.ts';
import { type JsonValue, WholeFloat } from '../../model/values/json.ts';
import { treeToJson } from './tree-json.ts';
import { read } from './yaml.test-kit.ts';

function json(text: string): JsonValue | undefined {
  const { value, diagnostics } = read(text);
  expect(diagnostics).toEqual([]);
  return value === undefined ? undefined : treeToJson(value);
}

test.for<[string, JsonValue]>([
  ['', null],
  ['# only a comment\n', null],
  ['---\n...\n', null],
  ['\uFEFFa: 1\n', { a: 1 }],
  ['a: 1\r\nb:\r\n  - x\r\n', { a: 1, b: ['x'] }],
  ['a: yes\nb: on\nc: No\nd: true\ne: FALSE', { a: true, b: true, c: false, d: true, e: false }],
  ['a: ~\nb: null\nc:\nd: ""', { a: null, b: null, c: null, d: '' }],
  ['a: 0644\nb: 0o644\nc: 0x1F\nd: 1.10\ne: "0644"', { a: '0644', b: '0o644', c: 31, d: 1.1, e: '0644' }],
  ['a: 2001-01-01\nb: 12:30:45\nc: 1_000', { a: '2001-01-01', b: '12:30:45', c: 1000 }],
  [
    'a: 1e3\nb: +1_0\nc: -0x1F\nd: 0b11\ne: ! yes\nf: "no"\ng: y',
    { a: '1e3', b: 10, c: -31, d: 3, e: 'yes', f: 'no', g: 'y' },
  ],
  [
    'a: 3.0\nb: 2.50\nc: 7.\nd: 1.0e+3\ne: 1_0.0',
    { a: new WholeFloat(3), b: 2.5, c: new WholeFloat(7), d: new WholeFloat(1000), e: new WholeFloat(10) },
  ],
  ['{"a": 1e3, "b": 3.0}', { a: new WholeFloat(1000), b: new WholeFloat(3) }],
  ['80: a\ntrue: b\n1.10: c', { '80': 'a', true: 'b', '1.10': 'c' }],
  ['a: |\n  one\n  two\nb: >\n  one\n  two\n', { a: 'one\ntwo\n', b: 'one two\n' }],
  ['a: !!str 12\nb: ! 12', { a: '12', b: '12' }],
  ['a: &x {p: 1}\nb: *x\nc: [*x]', { a: { p: 1 }, b: { p: 1 }, c: [{ p: 1 }] }],
  ['{a, b: , c: 1}', { a: null, b: null, c: 1 }],
  ['base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3', { base: { x: 1, y: 2 }, use: { x: 1, y: 3 } }],
  ['<<: [{x: 1}, {x: 2, y: 2}]', { x: 1, y: 2 }],
  ['"<<": 1', { '<<': 1 }],
  ['a: "{{ x }}"\nb: x {{ y }}', { a: '{{ x }}', b: 'x {{ y }}' }],
])('%j is read as %j', ([text, value]) => {
  expect(json(text)).toEqual(value);
});

test('every value knows its place and its text', () => {
  expect(read('\uFEFFa:\n  - yes\n  - "1.0"\n').value).toEqual({
    kind: 'map',
    at: { file: 'a.yml', line: 1, column: 1 },
    entries: [
      {
        key: 'a',
        keyAt: { file: 'a.yml', line: 1, column: 1 },
        value: {
          kind: 'list',
          at: { file: 'a.yml', line: 2, column: 3 },
          items: [
            {
              kind: 'scalar',
              value: true,
              text: 'yes',
              plain: true,
              at: { file: 'a.yml', line: 2, column: 5 },
            },
            {
              kind: 'scalar',
              value: '1.0',
              text: '1.0',
              plain: false,
              at: { file: 'a.yml', line: 3, column: 5 },
            },
          ],
        },
      },
    ],
  });
});

test('mappings have no prototype', () => {
  expect(Object.getPrototypeOf(json('a: {b: 1}'))).toBeNull();
});

const pieces = fc.constantFrom(
  ...[
    '-',
    '- ',
    '? ',
    ': ',
    ':',
    '[',
    ']',
    '{',
    '}',
    ', ',
    '\n',
    '\n  ',
    '\n    ',
    ' ',
    '\t',
    '"',
    "'",
    '|\n',
    '>-\n',
  ],
  ...[
    'a',
    'key: ',
    '&a ',
    '*a ',
    '!t ',
    '# c',
    '---\n',
    '...\n',
    '%Y\n',
    '\r\n',
    '{{ x }}',
    '<<: ',
    '__proto__: ',
    '\\',
    '@',
    '\uFEFF',
  ],
);
const soup = fc.oneof(
  fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

test('whatever the text, there is an answer with places inside it', () => {
  fc.assert(
    fc.property(soup, (text) => {
      const { value, diagnostics } = read(text);
      expect(value !== undefined || hasErrors(diagnostics)).toBe(true);
      for (const { at, code } of diagnostics) {
        expect(at.line).toBeLessThanOrEqual(text.split('\n').length);
        expect(code).not.toBe('');
      }
      if (value !== undefined) JSON.stringify(treeToJson(value));
      expect(Object.keys(Object.prototype)).toEqual([]);
    }),
    { numRuns: 5000 },
  );
});

test('every JSON document means in YAML what it means in JSON', () => {
  const safe = fc
    .json({ maxDepth: 5, noUnicodeString: false })
    .filter((text) => !/__proto__|constructor|prototype|e\+|\d{16}/i.test(text));
  fc.assert(
    fc.property(safe, (text) => {
      expect(json(text)).toEqual(JSON.parse(text));
    }),
    { numRuns: 1000 },
  );
});
