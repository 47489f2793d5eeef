import { type JsonObject, type JsonValue, jsonObject } from '../../model/values/json.ts';
import { Fault, type Result } from '../fault.ts';

/** A mapping whose values are worked out when a template comes to them; what cannot be is an error then. */
export function lazyMapping(names: Iterable<string>, read: (name: string) => Result<JsonValue>): JsonObject {
  const mapping = jsonObject([]);
  for (const name of names) {
    Object.defineProperty(mapping, name, { enumerable: true, get: () => valueIn(read(name)) });
  }
  return mapping;
}

function valueIn(result: Result<JsonValue>): JsonValue {
  if (result.ok) return result.value;
  const { kind, message, hint } = result.error;
  throw new Fault(kind, message, { hint });
}
