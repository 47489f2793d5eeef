import { readTime, writeDuration } from '../../text/duration.ts';
import { pythonNumber } from '../values/float-text.ts';
import { isJsonList, isJsonObject, type JsonValue, numberIn, WholeFloat } from '../values/json.ts';
import type { PropertySchema } from './params-schema.ts';

/** A value as the action gets it, or what is wrong with it. */
export type Converted = { readonly ok: true; readonly value: JsonValue } | Refused;

export interface Refused {
  readonly ok: false;
  /** Continues a sentence that starts with the parameter's name: `must be true or false, not 3`. */
  readonly message: string;
  readonly hint: string | undefined;
}

/**
 * Turns what the user wrote, or what a template gave, into what the schema asks for.
 *
 * `text` is the text of a scalar without quotes: `yes` stays `yes` in a string, and `1.10` stays `1.10`. It is
 * `undefined` for everything else, the value of a template among it.
 *
 * `minimum` and `maximum` count in the unit the action gets: milliseconds for a duration. `enum` and `pattern` hold for
 * each of `strings`. A condition or an expression is only looked at here; evaluating it is another's work.
 */
export function convertParam(schema: PropertySchema, value: JsonValue, text: string | undefined): Converted {
  if (value === null && schema.type !== 'any') return refuse('has no value', 'give one, or remove the line');
  const written: Written = { value, text };
  switch (schema.type) {
    case 'string':
      return then(toText(written), (word) => checkText(schema, word));
    case 'boolean':
      return toBoolean(written);
    case 'integer':
      return then(toInteger(written), (number) => checkRange(schema, number, String));
    case 'number':
      return then(toNumber(written), (number) => checkRange(schema, number, String));
    case 'mode':
      return toMode(written);
    case 'duration':
      return then(toMilliseconds(written), (ms) => checkRange(schema, ms, writeDuration));
    case 'path':
      return then(toText(written), (path) => checkPath(schema, path));
    case 'strings':
      return toStrings(schema, written);
    case 'condition':
    case 'expression':
      return isExpression(value) ? accept(value) : refuse(`must be an expression, not ${shown(written)}`);
    case 'conditions':
      return toConditions(written);
    case 'map':
      return isJsonObject(value) ? accept(value) : refuse(`must be a mapping, not ${shown(written)}`);
    case 'any':
      return accept(value);
  }
}

interface Written {
  readonly value: JsonValue;
  readonly text: string | undefined;
}

/** A step on the way to a value, still with its own type. */
type Step<T extends JsonValue> = { readonly ok: true; readonly value: T } | Refused;

function accept<T extends JsonValue>(value: T): Step<T> {
  return { ok: true, value };
}

function refuse(message: string, hint?: string): Refused {
  return { ok: false, message, hint };
}

function then<T extends JsonValue>(step: Step<T>, next: (value: T) => Converted): Converted {
  return step.ok ? next(step.value) : step;
}

function toText({ value, text }: Written): Step<string> {
  if (typeof value === 'string') return accept(value);
  if (text !== undefined) return accept(text);
  if (typeof value === 'number' || value instanceof WholeFloat) return accept(pythonNumber(value));
  // As Python spells it, so that it reads the same alone and within a longer text.
  if (typeof value === 'boolean') return accept(value ? 'True' : 'False');
  return refuse(`must be text, not ${shown({ value, text })}`);
}

function checkText({ enum: choices, pattern }: PropertySchema, word: string): Step<string> {
  if (choices !== undefined && !choices.includes(word)) {
    return refuse(`must be ${alternatives(choices)}, not ${quoted(word)}`);
  }
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(word)) {
    return refuse(`must have the form \`${pattern}\`, and ${quoted(word)} has not`);
  }
  return accept(word);
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['no', false],
  ['off', false],
]);

function toBoolean(written: Written): Converted {
  const { value } = written;
  if (typeof value === 'boolean') return accept(value);
  const meant = typeof value === 'string' ? booleans.get(value.toLowerCase()) : undefined;
  return meant === undefined ? refuse(`must be true or false, not ${shown(written)}`) : accept(meant);
}

function toInteger(written: Written): Step<number> {
  const { value } = written;
  const whole = typeof value !== 'string' || /^[-+]?\d+$/.test(value.trim());
  const number = whole ? toNumber(written) : undefined;
  if (number?.ok === false || (number !== undefined && Number.isSafeInteger(number.value))) return number;
  return refuse(`must be a whole number, not ${shown(written)}`);
}

function toNumber(written: Written): Step<number> {
  const { value, text } = written;
  const digits = text ?? (typeof value === 'string' ? value.trim() : '');
  if (/^[-+]?0\d/.test(digits)) {
    return refuse(
      `must be a number, and ${quoted(digits)} is octal to some readers`,
      'write it without the leading zero',
    );
  }
  const number = numberIn(value);
  if (number !== undefined) return accept(number);
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i.test(digits) && Number.isFinite(Number(digits))
    ? accept(Number(digits))
    : refuse(`must be a number, not ${shown(written)}`);
}

function checkRange(
  { minimum, maximum }: PropertySchema,
  number: number,
  format: (number: number) => string,
): Step<number> {
  if (minimum !== undefined && number < minimum) {
    return refuse(`must be at least ${format(minimum)}, not ${format(number)}`);
  }
  if (maximum !== undefined && number > maximum) {
    return refuse(`must be at most ${format(maximum)}, not ${format(number)}`);
  }
  return accept(number);
}

/** Four octal digits. `644` without quotes is a decimal number, and Ansible would set the mode 01204. */
function toMode(written: Written): Step<string> {
  const { value } = written;
  const digits = spelled(written);
  const octal = /^(?:0o|0)?([0-7]{3,4})$/.exec(digits)?.[1];
  if (octal === undefined)
    return refuse(`must be octal digits, not ${shown(written)}`, "write it as in '0644'");
  if (typeof value === 'number' && !digits.startsWith('0')) {
    return refuse(
      `must be octal, and ${quoted(digits)} without quotes is a decimal number`,
      `write '0${octal}'`,
    );
  }
  return accept(octal.padStart(4, '0'));
}

/** The characters of a scalar; nothing for anything else. */
function spelled({ value, text }: Written): string {
  if (typeof value === 'string') return value;
  return isScalar(value) ? (text ?? shownScalar(value)) : '';
}

/** Timers count milliseconds in 31 bits; this is the longest round number below. */
const longestHours = 500;

function toMilliseconds(written: Written): Step<number> {
  const ms = millisecondsOf(written.value);
  if (ms === undefined) {
    return refuse(
      `must be a time, not ${shown(written)}`,
      'write it as 90s, 5m or 2h, or as a number of seconds',
    );
  }
  return ms > longestHours * 3_600_000 ? refuse(`must be at most ${longestHours}h`) : accept(ms);
}

function millisecondsOf(value: JsonValue): number | undefined {
  const seconds = numberIn(value);
  if (seconds !== undefined) return seconds < 0 ? undefined : Math.round(seconds * 1000);
  return typeof value === 'string' ? readTime(value) : undefined;
}

function checkPath(schema: PropertySchema, path: string): Step<string> {
  if (!path.startsWith('/')) {
    return refuse(`must be an absolute path, not ${quoted(path)}`, 'a path on a host starts with `/`');
  }
  return path.includes('\0')
    ? refuse('must be a path, and no path holds a NUL character')
    : checkText(schema, path);
}

function toStrings(schema: PropertySchema, written: Written): Converted {
  const { value } = written;
  if (!isJsonList(value)) {
    return then(toText(written), (line) =>
      toStrings(schema, { value: commaSeparated(line), text: undefined }),
    );
  }
  const words: string[] = [];
  for (const item of value) {
    const word = then(toText({ value: item, text: undefined }), (each) => checkText(schema, String(each)));
    if (!word.ok) return word;
    words.push(String(word.value));
  }
  return accept(words);
}

function commaSeparated(line: string): readonly string[] {
  return line
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function toConditions(written: Written): Converted {
  const all = isJsonList(written.value) ? written.value : [written.value];
  return all.every(isExpression) ? accept(all) : refuse(`must be conditions, not ${shown(written)}`);
}

function isExpression(value: JsonValue): boolean {
  return typeof value === 'string' ? value.trim() !== '' : isScalar(value);
}

function isScalar(value: JsonValue): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || numberIn(value) !== undefined;
}

/** The longest piece of a value that a sentence quotes, in UTF-16 code units. */
const longestQuote = 60;

function shown({ value, text }: Written): string {
  if (isJsonList(value)) return 'a list';
  if (isJsonObject(value)) return 'a mapping';
  return value === null ? 'nothing' : quoted(text ?? shownScalar(value));
}

function shownScalar(value: JsonValue): string {
  return value instanceof WholeFloat ? pythonNumber(value) : String(value);
}

function quoted(text: string): string {
  return text.length > longestQuote ? `\`${text.slice(0, longestQuote)}…\`` : `\`${text}\``;
}

function alternatives(words: readonly string[]): string {
  const all = words.map((word) => `\`${word}\``);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}
