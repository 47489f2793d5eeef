import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isJsonList, isJsonObject, type JsonValue, numberIn, WholeFloat } from '../model/values/json.ts';
import { pythonLiteral } from './literal.ts';

test.for<readonly [text: string, value: JsonValue]>([
  ['1', 1],
  [' - 5 ', -5],
  ['-0', 0],
  ['0x1F', 31],
  ['0o17', 15],
  ['0b11', 3],
  ['1_000', 1000],
  ['000', 0],
  ['1e3', new WholeFloat(1000)],
  ['1.', new WholeFloat(1)],
  ['.5', 0.5],
  ['01.5', 1.5],
  ['True', true],
  ['False # c', false],
  ['None', null],
  ["'a'", 'a'],
  [`"it's"`, "it's"],
  ["'a' \"b\"  'c'", 'abc'],
  ["'''a'b'''", "a'b"],
  [String.raw`'\n\t\\\'\"\a\q\101\x41é\U0001F600'`, '\n\t\\\'"\x07\\qAAé😀'],
  [String.raw`r'\n'`, '\\n'],
  ['[]', []],
  ['[1, [2,], None]', [1, [2], null]],
  ['(1)', 1],
  ['(1,)', [1]],
  ['()', []],
  ['1, 2', [1, 2]],
  ['1, # c', [1]],
  ['{}', {}],
  ["{'a': 1, 2: [True], }", { a: 1, '2': [true] }],
  ['{1, 2, 1}', [1, 2]],
])('%s is a literal', ([text, value]) => {
  expect(pythonLiteral(text)?.value).toEqual(value);
});

test.for([
  '',
  '  # c',
  'a',
  'true',
  'none',
  'Truex',
  '00012',
  '1a',
  '1j',
  '1.2.3',
  '1__0',
  '--5',
  '1+1',
  '1 2',
  '1,,2',
  '1e999',
  '12345678901234567890',
  "'a",
  "'a\\",
  String.raw`'\x4'`,
  String.raw`'\N{DASH}'`,
  String.raw`'\U00110000'`,
  "f'x'",
  '[1',
  '[1}',
  '(1',
  '(a)',
  '{',
  '{a}',
  "{'a' 1}",
  "{'a': }",
  "{'a': 1, 'b'}",
  '{None: 1}',
  '{[1]: 2}',
  `${'['.repeat(100)}${']'.repeat(100)}`,
])('%s is text', (text) => {
  expect(pythonLiteral(text)).toBeUndefined();
});

test('what Python would print is read back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue({ depthSize: 'small' }), (value) => {
      const json = JSON.parse(JSON.stringify(value)) as JsonValue;
      const read = pythonLiteral(printed(json));
      if (hasOddNumber(json)) return;
      expect(JSON.parse(JSON.stringify(read?.value))).toEqual(json);
    }),
  );
});

function printed(value: JsonValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' || value instanceof WholeFloat) return String(numberIn(value));
  if (typeof value === 'string') return quoted(value);
  if (isJsonObject(value)) {
    return `{${Object.entries(value)
      .map(([key, item]) => `${quoted(key)}: ${printed(item)}`)
      .join(', ')}}`;
  }
  return isJsonList(value) ? `[${value.map(printed).join(', ')}]` : '';
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
}

/** Integers that a program cannot hold exactly stay text. */
function hasOddNumber(value: JsonValue): boolean {
  return /\d{16}|e\+/.test(JSON.stringify(value));
}
