import { pythonNumber } from '../../values/float-text.ts';
import { isJsonList, isJsonObject, type JsonValue, numberIn, WholeFloat } from '../../values/json.ts';

/**
 * What the user wrote, or what a template gave.
 *
 * `text` is the text of a scalar without quotes: `yes` stays `yes` in a string, and `1.10` stays `1.10`. It is
 * `undefined` for everything else, the value of a template among it.
 */
export interface Written {
  readonly value: JsonValue;
  readonly text: string | undefined;
}

/** A value as the action gets it, or what is wrong with it. */
export type Converted = Conversion<JsonValue>;

/** One step on the way to a value, still with its own type. */
export type Conversion<T extends JsonValue> = { readonly ok: true; readonly value: T } | Refused;

export interface Refused {
  readonly ok: false;
  /** Continues a sentence that starts with the parameter's name: `must be true or false, not 3`. */
  readonly message: string;
  readonly hint: string | undefined;
}

export function accept<T extends JsonValue>(value: T): Conversion<T> {
  return { ok: true, value };
}

export function refuse(message: string, hint?: string): Refused {
  return { ok: false, message, hint };
}

export function andThen<T extends JsonValue>(first: Conversion<T>, next: (value: T) => Converted): Converted {
  return first.ok ? next(first.value) : first;
}

export function isScalar(value: JsonValue): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || numberIn(value) !== undefined;
}

/** The longest piece of a value that a sentence quotes, in UTF-16 code units. */
const longestQuote = 60;

/** A value as a sentence names it. */
export function shown({ value, text }: Written): string {
  if (isJsonList(value)) return 'a list';
  if (isJsonObject(value)) return 'a mapping';
  return value === null ? 'nothing' : quoted(text ?? shownScalar(value));
}

export function shownScalar(value: JsonValue): string {
  return value instanceof WholeFloat ? pythonNumber(value) : String(value);
}

export function quoted(text: string): string {
  return text.length > longestQuote ? `\`${text.slice(0, longestQuote)}…\`` : `\`${text}\``;
}
