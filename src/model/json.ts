/** A value that JSON can hold. `null` appears only here, where a user's document says so. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** A JSON mapping. Built with a null prototype wherever the keys come from a user or a host. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** True for a mapping: not `null`, not a list. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a list. (`Array.isArray` alone loses the element type of a readonly array.) */
export function isJsonList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** A mapping without a prototype, so that a key such as `__proto__` is only a key. */
export function jsonObject(entries: Iterable<readonly [string, JsonValue]>): JsonObject {
  const object: Record<string, JsonValue> = Object.create(null) as Record<string, JsonValue>;
  for (const [key, value] of entries) object[key] = value;
  return object;
}
