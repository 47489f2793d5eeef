import { orTemplate } from '../../model/params/by-type/forms.ts';
import { type ParamRule, paramRules } from '../../model/params/param-rules.ts';
import { paramTypes } from '../../model/params/params.ts';
import type { ParamsSchema, PropertySchema } from '../../model/params/params-schema.ts';
import type { JsonObject, JsonValue } from '../../model/values/json.ts';

/**
 * A parameter as JSON Schema, in the part that means the same in draft-07 and 2020-12. It accepts what `convertParam`
 * accepts and templates besides; a property test holds the two together.
 */
export function propertyJsonSchema(property: PropertySchema): JsonObject {
  return { description: property.description, ...orTemplate(paramTypes[property.type].forms(property)) };
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
    additionalProperties: schema.others !== undefined,
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
