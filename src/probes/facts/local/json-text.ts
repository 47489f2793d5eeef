import { type JsonValue, jsonObject, WholeFloat } from '../../../model/values/json.ts';
import { readJsonText } from '../../../model/values/read-json.ts';

/** What JSON text holds; `undefined`: it is no JSON. */
export function readJson(text: string): JsonValue | undefined {
  try {
    return jsonOf(readJsonText(text));
  } catch {
    return undefined;
  }
}

function jsonOf(read: unknown): JsonValue {
  if (Array.isArray(read)) return read.map(jsonOf);
  if (read instanceof WholeFloat) return read;
  if (typeof read === 'object' && read !== null)
    return jsonObject(Object.entries(read).map(([name, value]) => [name, jsonOf(value)] as const));
  return typeof read === 'string' || typeof read === 'number' || typeof read === 'boolean' ? read : null;
}
