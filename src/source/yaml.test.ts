import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Parser } from 'yaml';
import { hasErrors } from '../model/diagnostic.ts';
import type { JsonValue } from '../model/json.ts';
import { treeToJson } from './tree-json.ts';
import { readYaml } from './yaml.ts';
import { inventoryLimits, playbookLimits, type YamlLimits } from './yaml-limits.ts';

const read = (text: string, limits: YamlLimits = playbookLimits) => readYaml(text, 'a.yml', limits);

/** What a person reads of it: `line:column code message (hint)`. */
function told(text: string, limits?: YamlLimits): readonly string[] {
  return read(text, limits).diagnostics.map(
    ({ at, code, message, hint }) =>
      `${at.line}:${at.column} ${code} ${message}${hint === undefined ? '' : ` (${hint})`}`,
  );
}

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
  ['a: yes\nb: on\nc: No\nd: true\ne: FALSE', { a: 'yes', b: 'on', c: 'No', d: true, e: false }],
  ['a: ~\nb: null\nc:\nd: ""', { a: null, b: null, c: null, d: '' }],
  ['a: 0644\nb: 0o644\nc: 0x1F\nd: 1.10\ne: "0644"', { a: '0644', b: 420, c: 31, d: 1.1, e: '0644' }],
  ['a: 2001-01-01\nb: 12:30:45\nc: 1_000', { a: '2001-01-01', b: '12:30:45', c: '1_000' }],
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
              value: 'yes',
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
    'a: !vault |\n  3132\nb: !unsafe x\nc: !!binary aGk=\nd: !!set {x}\ne: !!int x',
    [
      '1:4 unknown-tag values encrypted with Ansible Vault are not supported (decrypt the value, or pass it with --extra-vars)',
      '3:4 unknown-tag the tag `!unsafe` is not supported here (remove the tag)',
      '4:4 unknown-tag the tag `!!binary` is not supported here (remove the tag)',
      '5:4 unknown-tag the tag `!!set` is not supported here (remove the tag)',
      '6:4 unknown-tag the tag `!!int` is not supported here (remove the tag)',
    ],
  ],
  [
    'a: 12345678901234567890\nb: -9007199254740993\nc: 9007199254740991\nd: .inf\ne: 1e999\nf: 1e30\ng: .nan\nh: 0xffffffffffffffff',
    [
      "1:4 inexact-number `12345678901234567890` is not a number that can be kept exactly (put it in quotes to keep it as text: '12345678901234567890')",
      "2:4 inexact-number `-9007199254740993` is not a number that can be kept exactly (put it in quotes to keep it as text: '-9007199254740993')",
      "4:4 inexact-number `.inf` is not a number that can be kept exactly (put it in quotes to keep it as text: '.inf')",
      "5:4 inexact-number `1e999` is not a number that can be kept exactly (put it in quotes to keep it as text: '1e999')",
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
      '4:11 alias-loop `*loop` stands inside the very value it names',
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
])('%j is told with its place', ([text, expected]) => {
  expect(told(text)).toEqual(expected);
});

test('a mistake of content leaves a value to check further, a mistake of syntax does not', () => {
  expect(read('a: 1\na: 2\nb: {{ x }}\n').value).toMatchObject({
    entries: [{ key: 'a' }, { key: 'b', value: { kind: 'scalar', value: '{{ x }}', plain: false } }],
  });
  expect(read('a: [').value).toBeUndefined();
});

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

test('the depth that is checked is never less than the depth that is parsed', () => {
  const deep = fc.array(
    fc.constantFrom(
      '- ',
      '? ',
      ': ',
      'a: ',
      '[',
      '{',
      ']: ',
      '\n',
      '\n ',
      '\n   ',
      '"b": ',
      '&x ',
      '!t ',
      '- a: ',
      '}',
      ']',
      "'c\nd': ",
    ),
    { maxLength: 120 },
  );
  fc.assert(
    fc.property(deep, (parts) => {
      const text = parts.join('');
      const limit = 6;
      if (told(text, { ...playbookLimits, depth: limit }).some((line) => line.includes('too-deep'))) return;
      // A pair inside brackets is a mapping of its own to the parser, hence twice.
      expect(parsedDepth(text)).toBeLessThanOrEqual(2 * limit + 2);
    }),
    { numRuns: 5000 },
  );
});

function parsedDepth(text: string): number {
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
  for (const token of new Parser().parse(text)) visit(token, 0);
  return deepest;
}

test('an inventory of 20,000 hosts is one pass', () => {
  const text = `all:\n  hosts:\n${Array.from({ length: 20_000 }, (_, host) => `    h${host}: {port: ${host}}\n`).join('')}`;
  expect(told(text, inventoryLimits)).toEqual([]);
});
