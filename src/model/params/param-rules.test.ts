import { expect, test } from 'vitest';
import { brokenRule, canonicalName, paramNames, paramRules } from './param-rules.ts';
import type { ParamsSchema } from './params-schema.ts';

const text = { type: 'string', description: 'x' } as const;
const schema: ParamsSchema = {
  properties: {
    dest: { ...text, required: true, aliases: ['path', 'name'] },
    src: text,
    content: text,
    before: text,
    after: text,
  },
  oneOf: [['src', 'content']],
  exclusive: [['before', 'after']],
};

const broken = (...given: readonly string[]): readonly string[] =>
  paramRules(schema)
    .map((rule) => brokenRule(rule, new Set(given)))
    .filter((found) => found !== undefined)
    .map(({ kind, message }) => `${kind}: ${message}`);

test.for<[readonly string[], readonly string[]]>([
  [['dest', 'src'], []],
  [['path', 'content', 'before'], []],
  [[], ['missing: `dest` is missing', 'missing: one of `src` and `content` is needed']],
  [['dest', 'src', 'content'], ['conflict: `src` and `content` cannot be given together']],
  [['dest', 'src', 'before', 'after'], ['conflict: `before` and `after` cannot be given together']],
  [['dest', 'path', 'name', 'src'], ['conflict: `dest`, `path` and `name` cannot be given together']],
])('given %j', ([given, expected]) => {
  expect(broken(...given)).toEqual(expected);
});

test('one name alone is told alone', () => {
  const dest = { ...text, aliases: ['path', 'name'] };
  const only = { properties: { ...schema.properties, dest }, oneOf: [['src']] };
  expect(paramRules(only).map((rule) => brokenRule(rule, new Set())?.message)).toEqual([
    'one of `src` is needed',
    undefined,
  ]);
});

test('a parameter is known by all its names', () => {
  expect(['dest', 'path', 'src', 'toString', 'nope'].map((name) => canonicalName(schema, name))).toEqual([
    'dest',
    'dest',
    'src',
    undefined,
    undefined,
  ]);
  expect(paramNames(schema)).toEqual(['dest', 'path', 'name', 'src', 'content', 'before', 'after']);
});
