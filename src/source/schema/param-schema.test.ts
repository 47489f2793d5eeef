import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileValidators } from '../../../.build/validators.mjs';
import type { ParamsSchema, PropertySchema } from '../../model/params/params-schema.ts';
import { isJsonObject, type JsonObject } from '../../model/values/json.ts';
import { checkMap } from '../playbook/check-map.ts';
import type { Language } from '../playbook/language.ts';
import { paramsRules } from '../playbook/level-rules.ts';
import { readYaml } from '../yaml/yaml.ts';
import { playbookLimits } from '../yaml/yaml-limits.ts';
import { paramsJsonSchema, propertyJsonSchema } from './param-schema.ts';

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

interface Verdict {
  readonly sentences: string;
  readonly refusedBySchema: boolean;
}

function judge(params: ParamsSchema, text: string, validators: Pick<Language, 'validators'>): Verdict {
  const { value: map } = readYaml(`a: ${text}`, 'f', playbookLimits);
  if (map?.kind !== 'map') throw new Error(`no mapping: ${text}`);
  const rules = paramsRules({ name: 'x', params }, { at: map.at, length: 1 }, validators);
  const sentences = checkMap(map, rules)
    .diagnostics.map(({ message }) => message)
    .join();
  return { sentences, refusedBySchema: (rules.validate.errors ?? []).length > 0 };
}

test.for(types)('schema and conversion agree on %s', (type) => {
  fc.assert(
    fc.property(limits, fc.array(written, { minLength: 20, maxLength: 40 }), (limit, texts) => {
      const properties = { a: { type, description: 'x', ...limit } };
      const params: ParamsSchema = { type: 'object', properties, required: [], additionalProperties: false };
      const validators = compileValidators(new Map([['action_x', paramsJsonSchema(params)]]));
      for (const text of texts) {
        const { sentences, refusedBySchema } = judge(params, text, { validators });
        if (!/\{[{%] /.test(text)) expect(sentences).not.toContain('has a form that is not allowed');
        expect(refusedBySchema && sentences === '').toBe(false);
        if (!refusedBySchema && sentences !== '') expect(sentences).toMatch(beyondSchema);
      }
    }),
    { numRuns: 25 },
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
