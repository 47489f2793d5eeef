import type { JsonObject } from '../../values/json.ts';
import type { ValueLimits } from './param-type.ts';

/** A text that holds a template may stand for any value. */
export const template: JsonObject = { type: 'string', pattern: '\\{[{%#]' };

const anyText: JsonObject = { type: ['string', 'number', 'boolean'] };
export const anything: JsonObject = {};

export function textForm({ enum: choices, pattern }: ValueLimits): JsonObject {
  if (choices === undefined && pattern === undefined) return anyText;
  return {
    type: 'string',
    ...(choices === undefined ? {} : { enum: choices }),
    ...(pattern === undefined ? {} : { pattern }),
  };
}

export function orTemplate(accepted: readonly JsonObject[]): JsonObject {
  // Where any text will do, a template is one already.
  const takesAny = accepted.includes(anyText) || accepted.includes(anything);
  return anyOf(takesAny ? accepted : [...accepted, template]);
}

export function anyOf(accepted: readonly JsonObject[]): JsonObject {
  const [only, ...others] = accepted;
  return only === undefined || others.length > 0 ? { anyOf: accepted } : only;
}
