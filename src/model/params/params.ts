import type { JsonValue } from '../values/json.ts';
import { boolean } from './by-type/boolean.ts';
import { type Converted, refuse } from './by-type/conversion.ts';
import { duration } from './by-type/duration.ts';
import { condition, conditions, expression } from './by-type/expression.ts';
import { any, map, maps } from './by-type/map.ts';
import { mode } from './by-type/mode.ts';
import { integer, number } from './by-type/number.ts';
import type { ParamType, ValueLimits } from './by-type/param-type.ts';
import { path } from './by-type/path.ts';
import { string } from './by-type/string.ts';
import { strings } from './by-type/strings.ts';
import { canonicalName } from './param-rules.ts';
import type { ParamsSchema, ParamValues, PropertySchema } from './params-schema.ts';

/** What is known of each type. */
export const paramTypes: Readonly<Record<keyof ParamValues, ParamType>> = {
  string,
  boolean,
  integer,
  number,
  mode,
  duration,
  path,
  strings,
  condition,
  conditions,
  expression,
  map,
  maps,
  any,
};

/** The type of a parameter, by any of its names. */
export function paramTypeOf(schema: ParamsSchema, name: string): ParamType | undefined {
  const property = schema.properties[canonicalName(schema, name) ?? ''];
  return property === undefined ? undefined : paramTypes[property.type];
}

/** Turns what the user wrote, or what a template gave, into what the schema asks for. See `Written` for `text`. */
export function convertParam(schema: PropertySchema, value: JsonValue, text: string | undefined): Converted {
  return convertTo(paramTypes[schema.type], schema, value, text);
}

export function convertTo(
  type: ParamType,
  limits: ValueLimits,
  value: JsonValue,
  text: string | undefined,
): Converted {
  return value === null && type.empty !== true
    ? refuse('has no value', 'give one, or remove the line')
    : type.convert({ value, text }, limits);
}
