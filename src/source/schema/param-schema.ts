import { type ParamRule, paramRules } from '../../model/params/param-rules.ts';
import type { ParamsSchema, PropertySchema } from '../../model/params/params-schema.ts';
import type { JsonObject, JsonValue } from '../../model/values/json.ts';

/** A text that holds a template may stand for any value. */
export const template: JsonObject = { type: 'string', pattern: '\\{[{%#]' };

/**
 * A parameter as JSON Schema, in the part that means the same in draft-07 and 2020-12. It accepts what `convertParam`
 * accepts and templates besides; a property test holds the two together.
 */
export function propertyJsonSchema({ description, ...schema }: PropertySchema): JsonObject {
  return { description, ...(schema.type === 'any' ? {} : orTemplate(formsOf(schema))) };
}

/** The parameters of one action as JSON Schema. Member n of `allOf` is rule n of `paramRules`. */
export function paramsJsonSchema(schema: ParamsSchema): JsonObject {
  const properties: Record<string, JsonValue> = {};
  for (const [name, property] of Object.entries(schema.properties)) {
    for (const spelling of [name, ...(property.aliases ?? [])]) {
      const description =
        spelling === name ? property.description : `The same as \`${name}\`. ${property.description}`;
      properties[spelling] = propertyJsonSchema({ ...property, description });
    }
  }
  const rules = paramRules(schema).map(ruleJsonSchema);
  return {
    type: 'object',
    properties,
    additionalProperties: false,
    ...(rules.length === 0 ? {} : { allOf: rules }),
  };
}

function ruleJsonSchema({ kind, names }: ParamRule): JsonObject {
  const each = names.map((name) => ({ required: [name] }));
  switch (kind) {
    case 'required':
      return { anyOf: each };
    case 'one-of':
      return { oneOf: each };
    case 'at-most-one':
      return { oneOf: [...each, { not: { anyOf: each } }] };
  }
}

function orTemplate(accepted: readonly JsonObject[]): JsonObject {
  // Any text at all: a template is one already.
  return anyOf(accepted.includes(anyText) ? accepted : [...accepted, template]);
}

export function anyOf(accepted: readonly JsonObject[]): JsonObject {
  const [only, ...others] = accepted;
  return only === undefined || others.length > 0 ? { anyOf: accepted } : only;
}

/** The forms a value may have without templates. */
export function formsOf(schema: Omit<PropertySchema, 'description'>): readonly JsonObject[] {
  switch (schema.type) {
    case 'string':
      return [textForm(schema)];
    case 'boolean':
      return [
        { type: 'boolean' },
        { type: 'string', pattern: anyCase('true', 'false', 'yes', 'no', 'on', 'off') },
      ];
    case 'integer':
      return [
        { type: 'integer', ...range(schema, 1) },
        { type: 'string', pattern: '^\\s*[-+]?(?:0|[1-9][0-9]*)\\s*$' },
      ];
    case 'number':
      return [
        { type: 'number', ...range(schema, 1) },
        { type: 'string', pattern: numberPattern },
      ];
    case 'mode':
      return [{ type: 'string', pattern: '^(?:0o|0)?[0-7]{3,4}$' }];
    case 'duration':
      return [
        { type: 'number', minimum: 0, ...range(schema, 1000) },
        { type: 'string', pattern: '^\\s*[0-9]+(?:\\.[0-9]+)?[smhd]?\\s*$' },
      ];
    case 'path':
      return [{ type: 'string', pattern: '^/', ...(isFree(schema) ? {} : { allOf: [textForm(schema)] }) }];
    case 'strings':
      return [{ type: 'array', items: orTemplate([textForm(schema)]) }, { type: 'string' }];
    case 'condition':
    case 'expression':
      return [expressionForm];
    case 'conditions':
      return [expressionForm, { type: 'array', items: expressionForm }];
    case 'map':
      return [{ type: 'object' }];
    case 'any':
      return [{}];
  }
}

const numberPattern = '^\\s*[-+]?(?:(?:0|[1-9][0-9]*)(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?\\s*$';
const expressionForm: JsonObject = { type: ['string', 'boolean', 'number'], pattern: '\\S' };
const anyText: JsonObject = { type: ['string', 'number', 'boolean'] };

type TextLimits = Pick<PropertySchema, 'enum' | 'pattern'>;

function isFree({ enum: choices, pattern }: TextLimits): boolean {
  return choices === undefined && pattern === undefined;
}

function textForm(limits: TextLimits): JsonObject {
  if (isFree(limits)) return anyText;
  const { enum: choices, pattern } = limits;
  return {
    type: 'string',
    ...(choices === undefined ? {} : { enum: choices }),
    ...(pattern === undefined ? {} : { pattern }),
  };
}

function range({ minimum, maximum }: Pick<PropertySchema, 'minimum' | 'maximum'>, unit: number): JsonObject {
  return {
    ...(minimum === undefined ? {} : { minimum: minimum / unit }),
    ...(maximum === undefined ? {} : { maximum: maximum / unit }),
  };
}

/** JSON Schema knows no flags, so each letter is spelled both ways. */
function anyCase(...words: readonly string[]): string {
  const spelled = words.map((word) =>
    word.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`),
  );
  return `^(?:${spelled.join('|')})$`;
}
