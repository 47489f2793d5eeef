import { isJsonList, type JsonObject, type JsonValue } from '../../values/json.ts';
import { accept, type Converted, isScalar, refuse, shown, type Written } from './conversion.ts';
import type { ParamType } from './param-type.ts';

/** An expression of any value, given as `{text, value}`. */
export const expression: ParamType = {
  shape: 'scalar',
  evaluates: 'value',
  convert: toExpression,
  forms: () => [expressionForm],
};

/** An expression whose value must be true or false, given as `{text, holds}`. */
export const condition: ParamType = { ...expression, evaluates: 'holds' };

export const conditions: ParamType = {
  shape: 'scalars',
  evaluates: 'holds',
  convert: (written) => {
    const all = isJsonList(written.value) ? written.value : [written.value];
    return all.every(isExpression)
      ? accept(all)
      : refuse(`must be conditions, not ${shown(written)}`, 'write each one as an item of its own');
  },
  forms: () => [expressionForm, { type: 'array', items: expressionForm }],
};

const expressionForm: JsonObject = { type: ['string', 'boolean', 'number'], pattern: '\\S' };

function toExpression(written: Written): Converted {
  return isExpression(written.value)
    ? accept(written.value)
    : refuse(`must be an expression, not ${shown(written)}`);
}

function isExpression(value: JsonValue): boolean {
  return typeof value === 'string' ? value.trim() !== '' : isScalar(value);
}
