import type { Meter } from '../../meter.ts';
import { itemOf } from '../../values/access.ts';
import { isUndefined, type Value } from '../../values/value.ts';

/**
 * What `attribute='a.b.0'` picks from an item: dots go deeper, digits are positions. None picks the item itself.
 * A missing one is undefined, or the default if there is one.
 */
export function attributeGetter(attribute: Value, meter: Meter, otherwise?: Value): (item: Value) => Value {
  if (attribute === null) return (item) => item;
  const parts = typeof attribute === 'string' ? attribute.split('.').map(part) : [attribute];
  return (item) => {
    meter.step(parts.length);
    return parts.reduce<Value>((value, key) => {
      const found = itemOf(value, key, meter);
      return isUndefined(found) && otherwise !== undefined ? otherwise : found;
    }, item);
  };
}

function part(text: string): string | number {
  return /^\d+$/.test(text) ? Number(text) : text;
}
