import { Ajv } from 'ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PropertySchema } from '../../model/params/params-schema.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/values/json.ts';
import type { MapNode, Tree } from '../../model/values/tree.ts';
import { keywordsOf, type Level } from '../keywords.ts';
import { checkMap, type MapRules } from '../playbook/check-map.ts';
import { levelRules, paramsRules } from '../playbook/level-rules.ts';
import type { Keyword } from '../task-keywords.ts';
import { treeToJson } from '../yaml/tree-json.ts';
import { readYaml } from '../yaml/yaml.ts';
import { playbookLimits } from '../yaml/yaml-limits.ts';
import { keywordJsonSchema } from './keyword-schema.ts';
import { propertyJsonSchema } from './param-schema.ts';

const types = [
  ...['string', 'boolean', 'integer', 'number', 'mode', 'duration', 'path', 'strings'],
  ...['condition', 'conditions', 'expression', 'map', 'any'],
] as const satisfies readonly PropertySchema['type'][];

const written = fc.constantFrom(
  ...[
    '',
    '~',
    'null',
    'true',
    'Yes',
    'no',
    'OFF',
    '"on"',
    'x',
    '" "',
    '""',
    "'yes'",
    '{}',
    '{a: 1}',
    '[]',
    '[a]',
    '["1", 2]',
  ],
  ...[
    '[yes, 1.10]',
    '[[a]]',
    '[~]',
    '[{}]',
    '{{}}',
    '"{{ x }}"',
    '"a {% x"',
    '["{{ x }}", a]',
    '["{{ x }}", []]',
    'a, b',
  ],
  ...[
    '0',
    '1',
    '7',
    '8',
    '-1',
    '+3',
    '1.0',
    '1.5',
    '.5',
    '1e3',
    '"8"',
    '" 8 "',
    '"8.0"',
    '"+0"',
    '"08"',
    '08',
    '0644',
    '644',
  ],
  ...[
    '"644"',
    '"0644"',
    '0o644',
    '"0o644"',
    '00644',
    '"00644"',
    '12345',
    '0x1F',
    '"u=rw"',
    '9007199254740991',
    '1e300',
  ],
  ...[
    '90',
    '"90"',
    '90s',
    '1.5m',
    '2h',
    '2d',
    '"-1s"',
    '600h',
    '/',
    '/a',
    '" /a"',
    'a/b',
    '"/a\\0b"',
    'abc',
    'ABC',
    '3.0',
    '-0',
  ],
);
const limits = fc.record(
  {
    enum: fc.constantFrom(['a', 'abc'], ['/a', '1', '1.10']),
    pattern: fc.constantFrom('^[a-z]+$', '^/', '1'),
    minimum: fc.constantFrom(1, 5000),
    maximum: fc.constantFrom(7, 60_000),
  },
  { requiredKeys: [] },
);

/** What a schema of this kind cannot say: sizes after conversion, and digits that are octal to some. */
const beyondSchema =
  /must be at (?:least|most)|is octal to some|must be a whole number|NUL|must have the form|must be `|must be a number, not/;

const editor = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true });

/** A value as a schema is asked about it: by its text where YAML would make something else of it. */
function dataOf(tree: Tree, type: Keyword['type']): JsonValue {
  const byText = ['string', 'path', 'strings', 'names', 'hosts', 'serial'].includes(type);
  if (tree.kind === 'list') return tree.items.map((item) => dataOf(item, byText ? type : 'any'));
  if (tree.kind === 'map') return JSON.parse(JSON.stringify(treeToJson(tree)));
  const octal = type === 'mode' && tree.plain && tree.text.startsWith('0');
  return octal || (byText && tree.value !== null) ? tree.text : JSON.parse(JSON.stringify(treeToJson(tree)));
}

/** What is told of `a: TEXT`, and whether the schema of `a` refuses the text. */
function judge(text: string, rules: MapRules, type: Keyword['type'], refuses: (data: JsonValue) => boolean) {
  const { value: map } = readYaml(`a: ${text}`, 'f', playbookLimits);
  const [entry] = map?.kind === 'map' ? map.entries : [];
  if (map?.kind !== 'map' || entry === undefined) throw new Error(`no mapping: ${text}`);
  const sentences = checkMap(map, rules).diagnostics.map(({ message }) => message);
  return { sentences: sentences.join(), refusedBySchema: refuses(dataOf(entry.value, type)) };
}

function expectAgreement(texts: readonly string[], judged: (text: string) => ReturnType<typeof judge>): void {
  for (const text of texts) {
    const { sentences, refusedBySchema } = judged(text);
    if (!/\{[{%] /.test(text)) expect(sentences).not.toContain('has a form that is not allowed');
    expect([text, refusedBySchema && sentences === '']).toEqual([text, false]);
    if (!refusedBySchema && sentences !== '') expect(sentences).toMatch(beyondSchema);
  }
}

const place = { at: { file: 'f', line: 1, column: 1 }, length: 1 };

test.for(types)('schema and conversion agree on %s', (type) => {
  fc.assert(
    fc.property(limits, fc.array(written, { minLength: 20, maxLength: 40 }), (limit, texts) => {
      const property = { type, description: 'x', ...limit };
      const params = { properties: { a: property } };
      const accepts = editor.compile(propertyJsonSchema(property));
      const rules = paramsRules({ name: 'x', params }, place);
      expectAgreement(texts, (text) => judge(text, rules, type, (data) => !accepts(data)));
    }),
    { numRuns: 25 },
  );
});

/** Where a template may stand in a keyword's value, its own tests say. */
const literal = written.filter((text) => !/\{[{%]/.test(text));

const keywords = Object.entries(keywordsOf).flatMap(([level, all]) =>
  Object.entries(all).map(([name, keyword]) => [level as Level, name, keyword] as const),
);

test.for(keywords)('schema and conversion agree on the keyword of a %s: %s', ([level, name, keyword]) => {
  const accepts = editor.compile(keywordJsonSchema(keyword, {}));
  const map: MapNode = { kind: 'map', entries: [], at: place.at };
  const { property } = levelRules(level, map);
  const rules: MapRules = {
    place,
    property: () => property(name),
    unknown: () => undefined,
    broken: () => [],
  };
  fc.assert(
    fc.property(fc.array(literal, { minLength: 20, maxLength: 40 }), (texts) =>
      expectAgreement(texts, (text) => judge(text, rules, keyword.type, (data) => !accepts(data))),
    ),
    { numRuns: 10 },
  );
});

function keywordsUsed(schema: JsonObject): readonly string[] {
  return Object.entries(schema).flatMap(([key, value]) => {
    const inner = Array.isArray(value) ? value : [value];
    return [key, ...inner.filter(isJsonObject).flatMap(keywordsUsed)];
  });
}

test('only words that mean the same in draft-07 and 2020-12 are used', () => {
  const known = ['description', 'type', 'pattern', 'anyOf', 'enum', 'minimum', 'maximum', 'items', 'allOf'];
  for (const type of types) {
    const schema = propertyJsonSchema({
      type,
      description: 'x',
      enum: ['a'],
      pattern: 'a',
      minimum: 1,
      maximum: 2,
    });
    expect(known).toEqual(expect.arrayContaining([...keywordsUsed(schema)]));
  }
});
