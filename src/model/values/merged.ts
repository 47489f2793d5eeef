import { isJsonObject, type JsonValue, jsonObject } from './json.ts';

/** Both as one value: of two mappings each key of both, in which `high` wins, however deep; of anything else `high`. */
export function merged(low: JsonValue | undefined, high: JsonValue): JsonValue {
  if (low === undefined || !isJsonObject(low) || !isJsonObject(high)) return high;
  const entries = new Map(Object.entries(low));
  for (const [key, value] of Object.entries(high)) entries.set(key, merged(entries.get(key), value));
  return jsonObject(entries);
}
