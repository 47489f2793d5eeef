import { expect, test } from 'vitest';
import { read, told } from './yaml.test-kit.ts';

test.for<[string, readonly string[]]>([
  [
    'a: 1\nb: 2\na: 3',
    ['3:1 duplicate-key `a` is given twice: first in line 1, column 1 (remove one of the two)'],
  ],
  [
    '{a: 1, "a": 2}',
    ['1:8 duplicate-key `a` is given twice: first in line 1, column 2 (remove one of the two)'],
  ],
  [
    '<<: {a: 1}\n<<: {b: 1}\nc: &c 1\n<<: *c\n<<: [1]',
    [
      '4:1 invalid-merge `<<` takes a mapping or a list of mappings (such as `<<: *defaults`)',
      '5:1 invalid-merge `<<` takes a mapping or a list of mappings (such as `<<: *defaults`)',
    ],
  ],
  [
    'a: !vault [3132]\nb: !unsave x\nc: !!binary aGk=\nd: !!set {x}\ne: !!int x',
    [
      '1:4 unknown-tag `!vault` can only stand before a text (write `name: !vault |` and the encrypted text below, indented)',
      '2:4 unknown-tag the tag `!unsave` is not supported here (remove the tag)',
      '3:4 unknown-tag the tag `!!binary` is not supported here (remove the tag)',
      '4:4 unknown-tag the tag `!!set` is not supported here (remove the tag)',
      '5:4 unknown-tag the tag `!!int` is not supported here (remove the tag)',
    ],
  ],
  [
    'a: 12345678901234567890\nb: -9007199254740993\nc: 9007199254740991\nd: .inf\ne: {a: .inf}\nf: 1.0e+30\ng: .nan\nh: 0xffffffffffffffff',
    [
      "1:4 inexact-number `12345678901234567890` is not a number that can be kept exactly (put it in quotes to keep it as text: '12345678901234567890')",
      "2:4 inexact-number `-9007199254740993` is not a number that can be kept exactly (put it in quotes to keep it as text: '-9007199254740993')",
      "4:4 inexact-number `.inf` is not a number that can be kept exactly (put it in quotes to keep it as text: '.inf')",
      "5:8 inexact-number `.inf` is not a number that can be kept exactly (put it in quotes to keep it as text: '.inf')",
      "7:4 inexact-number `.nan` is not a number that can be kept exactly (put it in quotes to keep it as text: '.nan')",
      "8:4 inexact-number `0xffffffffffffffff` is not a number that can be kept exactly (put it in quotes to keep it as text: '0xffffffffffffffff')",
    ],
  ],
  [
    '? [a]\n: 1\n? {b: 1}\n: 2\n? \n: 3\nnull: 4',
    [
      '1:3 invalid-key a key must be text, not a list, a mapping or an alias',
      '3:3 invalid-key a key must be text, not a list, a mapping or an alias',
      '5:3 invalid-key there is no key before the colon (write `key: value`)',
      '7:1 invalid-key there is no key before the colon (write `key: value`)',
    ],
  ],
  [
    '__proto__: {x: 1}\nconstructor: 1\na: {prototype: 1}',
    [
      '1:1 reserved-key `__proto__` cannot be used as a key (choose another name)',
      '2:1 reserved-key `constructor` cannot be used as a key (choose another name)',
      '3:5 reserved-key `prototype` cannot be used as a key (choose another name)',
    ],
  ],
  [
    'a: 1\n---\nb: 2',
    ['2:1 several-documents a second document starts here (put it into a file of its own)'],
  ],
  ['# c\n\n%YAML 1.1\n---\na: yes', ['3:1 directive directives are not supported (remove this line)']],
  ['#', []],
  [
    'a: *nobody\nb: &name 1\nc: *nmae\nd: &loop [*loop]',
    [
      '1:4 unknown-alias `*nobody` names no `&nobody` above it',
      '3:4 unknown-alias `*nmae` names no `&nmae` above it (did you mean `name`?)',
      '4:11 alias-loop `*loop` is inside the value that it names',
    ],
  ],
  [
    'name: {{ x }}\nb: {{ x }}/etc {{ y }} # c\nc: 1\nd: [{{ z }}]\ne: {{ x | default("y") }}\n{{ f }}: 1\n- g',
    [
      '1:7 unquoted-template a value that starts with a template must be in quotes (write "{{ x }}")',
      '2:4 unquoted-template a value that starts with a template must be in quotes (write "{{ x }}/etc {{ y }}")',
      '4:5 unquoted-template a value that starts with a template must be in quotes (write "{{ z }}")',
      '5:4 unquoted-template a value that starts with a template must be in quotes (write "{{ x | default(\'y\') }}")',
      '6:1 unquoted-template a key cannot be a template (write the key itself)',
      '7:1 missing-colon this line has no `: ` between a key and a value (write `key: value`, with a space after the colon)',
    ],
  ],
  [
    'a: {{ x\nb: 1',
    ['1:4 unquoted-template a value that starts with a template must be in quotes (write "{{ x")'],
  ],
  [
    "a: echo b: it's\nc: 1",
    [
      "1:4 nested-mapping a second `: ` on one line makes this a mapping where none can stand (put the value in quotes: 'echo b: it''s')",
    ],
  ],
  [
    'a: 1\n  b: 2',
    [
      '1:4 bad-indentation the next line is indented as if it belonged to this value (line up keys of one mapping and dashes of one list)',
    ],
  ],
  ['a:\n\tb: 1', ['2:1 tab-indentation a tab cannot indent a line (use spaces)']],
  [
    'a: @x\nb: %y',
    [
      "1:4 reserved-character a value without quotes cannot start with `@` (put the value in quotes: '@x')",
      "2:4 reserved-character a value without quotes cannot start with `%` (put the value in quotes: '%y')",
    ],
  ],
  [
    'a: "\\d"',
    ['1:5 bad-escape `\\d` is not an escape that YAML knows (use single quotes, or double the backslash)'],
  ],
  [
    'a:\n    b: 1\n  c: 2',
    [
      '3:1 bad-indentation this does not line up with what it belongs to (line up keys of one mapping and dashes of one list)',
    ],
  ],
  [
    'key\nb: 1',
    [
      '1:1 missing-colon this line has no `: ` between a key and a value (write `key: value`, with a space after the colon)',
    ],
  ],
  [
    'a: 1\nb:2\n',
    [
      '2:1 missing-colon this line has no `: ` between a key and a value (write `key: value`, with a space after the colon)',
    ],
  ],
  ['a: "x\nb: 2\nc: 3', ['1:4 unclosed-quote this quote is never closed (add one where the text ends)']],
  ["a: 'x", ['1:4 unclosed-quote this quote is never closed (add one where the text ends)']],
  ['a: "x\\"', ['1:4 unclosed-quote this quote is never closed (add one where the text ends)']],
  ["a: 'x''", ['1:4 unclosed-quote this quote is never closed (add one where the text ends)']],
  ['a: "', ['1:4 unclosed-quote this quote is never closed (add one where the text ends)']],
  ['a: [1, 2\nb: 3', ['1:4 unclosed-bracket this `[` is never closed (add `]` where it ends)']],
  ['a: {x: 1\nb: 3', ['1:4 unclosed-bracket this `{` is never closed (add `}` where it ends)']],
  ['a: &x &y 1', ['1:7 yaml-syntax a node can have at most one anchor']],
  [
    'a: |x\n  y',
    [
      '1:5 unexpected-text this cannot stand here: what comes before it was already complete (check the indentation, or put the whole value in quotes)',
    ],
  ],
  [
    'a:\n  - b: {c: "x "y" z", d: 1}\n    e: f\n  - g: h\n  - i:\n      - j\n',
    [
      '2:16 unexpected-text this cannot stand here: what comes before it was already complete (check the indentation, or put the whole value in quotes)',
    ],
  ],
])('%j is told with its place', ([text, expected]) => {
  expect(told(text)).toEqual(expected);
});

test('a mistake of content leaves a value to check further, a mistake of syntax does not', () => {
  expect(read('a: 1\na: 2\nb: {{ x }}\n').value).toMatchObject({
    entries: [{ key: 'a' }, { key: 'b', value: { kind: 'scalar', value: '{{ x }}', plain: false } }],
  });
  expect(read('a: [').value).toBeUndefined();
});

test('hundreds of mistakes are counted, not listed', () => {
  const lines = told('a: 1\n'.repeat(1000));
  expect(lines).toHaveLength(201);
  expect(lines.at(-1)).toBe('202:1 more-mistakes 799 more mistakes from here on are not shown');
});

test('characters that no text file holds are named', () => {
  expect(told('a: 1\n\u0000b\u001f: \u0002\rc')).toEqual([
    '2:1 control-character the control character U+0000 cannot stand here (remove it, or write it as an escape inside double quotes)',
    '2:3 control-character the control character U+001F cannot stand here (remove it, or write it as an escape inside double quotes)',
    '2:6 control-character the control character U+0002 cannot stand here (remove it, or write it as an escape inside double quotes)',
    '2:7 control-character the control character U+000D cannot stand here (remove it, or write it as an escape inside double quotes)',
  ]);
  expect(told('\u0007'.repeat(1000))).toHaveLength(20);
});
