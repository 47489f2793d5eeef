import { Sealed } from './sealed.ts';

/** A value that JSON can hold. `null` appears only here, where a user's document says so. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | WholeFloat
  | Sealed
  | readonly JsonValue[]
  | JsonObject;

/** A float that is whole, such as 3.0: as a number of JavaScript's it would be the integer 3, and be written so. */
export class WholeFloat {
  readonly number: number;

  constructor(number: number) {
    this.number = number;
  }

  toJSON(): number {
    return this.number;
  }
}

/** A float as a value: what has a fraction is told from an integer by it. */
export function floatOf(number: number): number | WholeFloat {
  return Number.isInteger(number) ? new WholeFloat(number) : number;
}

/** The number that a float or an integer is; `undefined` for anything else. */
export function numberIn(value: unknown): number | undefined {
  if (value instanceof WholeFloat) return value.number;
  return typeof value === 'number' ? value : undefined;
}

/** A JSON mapping. Built with a null prototype wherever the keys come from a user or a host. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** True for a mapping: not `null`, not a list, not a number. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof WholeFloat) &&
    !(value instanceof Sealed)
  );
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

/** A mapping with nothing in it. */
export const EMPTY: JsonObject = jsonObject([]);

export function isEmpty(object: JsonObject): boolean {
  for (const _ in object) return false;
  return true;
}
