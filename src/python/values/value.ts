import { type JsonObject, type JsonValue, jsonObject, WholeFloat } from '../../model/values/json.ts';
import { Fault } from '../fault.ts';
import type { Meter } from '../meter.ts';

/** What an expression can give: JSON, with holes that are an error only when they are used. */
export type Value =
  | null
  | boolean
  | number
  | string
  | WholeFloat
  | readonly Value[]
  | Mapping
  | Undefined
  | Omit
  | Namespace
  | Thing;

export interface Mapping {
  readonly [key: string]: Value;
}

// A symbol cannot come from a document or a host, so no data can pass for one of these.
const special: unique symbol = Symbol('special');

/** Something that is not there. `default` and `is defined` take it; everything else is the error it describes. */
export interface Undefined {
  readonly [special]: 'undefined';
  readonly message: string;
  /** Asked only when it becomes an error: looking for a similar name takes time. */
  readonly hint: () => string | undefined;
  readonly offset: number;
  /** What an `if` without `else` leaves: no text, no items and false, where anything else undefined is an error. */
  readonly isNothing: boolean;
}

/** `omit`: the entry that holds it is left out of the list or mapping around it. */
export interface Omit {
  readonly [special]: 'omit';
}

/** What `namespace()` makes: the only thing that can be changed, and only by `{% set ns.key = … %}`. */
export interface Namespace {
  readonly [special]: 'namespace';
  readonly entries: Map<string, Value>;
}

/** Arguments as they were given. */
export interface GivenArguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/** What is no data: a macro, a module of macros, a moment. It has only the members that it says it has. */
export interface Thing {
  readonly [special]: 'thing';
  /** What a person calls it, such as `a macro`. */
  readonly type: string;
  /** How it prints; undefined: it has no text. */
  readonly text: string | undefined;
  readonly members: ReadonlyMap<string, Value>;
  readonly call: ((given: GivenArguments) => Value) | undefined;
  /** Things of one type are equal, or come one after the other, by it; undefined: each is only itself. */
  readonly rank: number | undefined;
  /** What `+` and `-` make of it and something beside it, on whose side it stands; undefined: nothing. */
  readonly operate:
    | ((operator: '+' | '-', other: Value, side: 'left' | 'right') => Value | undefined)
    | undefined;
}

type ThingParts = { readonly [Key in Exclude<keyof Thing, typeof special | 'type'>]: Thing[Key] };

const noHint = (): undefined => undefined;

export const omit: Omit = { [special]: 'omit' };

export function undefinedValue(
  message: string,
  offset: number,
  hint: () => string | undefined = noHint,
): Undefined {
  return { [special]: 'undefined', message, hint, offset, isNothing: false };
}

export function nothingValue(message: string, offset: number, hint: () => string | undefined): Undefined {
  return { ...undefinedValue(message, offset, hint), isNothing: true };
}

/** True for what an `if` without `else` leaves. */
export function isNothing(value: Value): boolean {
  return isUndefined(value) && value.isNothing;
}

export function namespaceOf(entries: Iterable<readonly [string, Value]>): Namespace {
  return { [special]: 'namespace', entries: new Map(entries) };
}

export function thingOf(type: string, parts: Partial<ThingParts> = {}): Thing {
  return {
    [special]: 'thing',
    type,
    text: undefined,
    members: new Map(),
    call: undefined,
    rank: undefined,
    operate: undefined,
    ...parts,
  };
}

export function isUndefined(value: Value | undefined): value is Undefined {
  return specialKind(value) === 'undefined';
}

export function isOmit(value: Value | undefined): value is Omit {
  return specialKind(value) === 'omit';
}

export function isNamespace(value: Value | undefined): value is Namespace {
  return specialKind(value) === 'namespace';
}

export function isThing(value: Value | undefined): value is Thing {
  return specialKind(value) === 'thing';
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function isMapping(value: Value | undefined): value is Mapping {
  return (
    typeof value === 'object' &&
    value !== null &&
    !isList(value) &&
    !(value instanceof WholeFloat) &&
    specialKind(value) === undefined
  );
}

type Special = Undefined | Omit | Namespace | Thing;

function specialKind(value: Value | undefined): Special[typeof special] | undefined {
  return typeof value === 'object' && value !== null && special in value
    ? (value as Special)[special]
    : undefined;
}

/** A mapping without a prototype, so that `__proto__` is only a key. Later entries win. */
export function mappingOf(entries: Iterable<readonly [string, Value]>): Mapping {
  return jsonObject(entries as Iterable<readonly [string, JsonValue]>) as Mapping;
}

/** The value, or the error if there is none. */
export function known<T extends Value>(value: T): Exclude<T, Undefined> {
  if (isUndefined(value)) throw undefinedFault(value);
  return value as Exclude<T, Undefined>;
}

export function undefinedFault({ message, hint, offset }: Undefined): Fault {
  return new Fault('undefined', message, { hint: hint(), offset });
}

/** Python's truth: nothing, zero and everything empty is false. */
export function isTrue(value: Value): boolean {
  if (isNothing(value)) return false;
  const present = known(value);
  if (typeof present !== 'object') return present !== '' && present !== 0 && present !== false;
  if (present === null) return false;
  if (present instanceof WholeFloat) return present.number !== 0;
  if (isList(present)) return present.length > 0;
  return isMapping(present) ? Object.keys(present).length > 0 : true;
}

/** What a person calls it, for messages. */
export function kindOf(value: Value): string {
  if (value === null) return 'none';
  if (isList(value)) return 'a list';
  if (isMapping(value)) return 'a mapping';
  if (value instanceof WholeFloat) return 'a number';
  switch (typeof value) {
    case 'string':
      return 'a string';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'a boolean';
    default:
      if (isThing(value)) return value.type;
      return specialKind(value) === 'namespace' ? 'a namespace' : '`omit`';
  }
}

/** The value as JSON: every hole is an error, every entry that holds `omit` is left out. */
export function toJson(value: Value, meter: Meter): JsonValue {
  if (isNothing(value)) return '';
  const present = known(value);
  if (typeof present !== 'object' || present === null || present instanceof WholeFloat) return present;
  if (isOmit(present))
    throw new Fault('type', '`omit` is used where a value is needed', {
      hint: 'it can only be the whole value of a key or of a list item',
    });
  if (isNamespace(present))
    throw new Fault('type', 'a namespace is not a value', { hint: 'give one of its members' });
  if (isThing(present)) return thingText(present);

  return meter.nested(() => (isList(present) ? listToJson(present, meter) : mappingToJson(present, meter)));
}

/** The text of a thing, where it has one. */
export function thingText({ type, text, call }: Thing): string {
  if (text !== undefined) return text;
  const hint = call === undefined ? 'give one of its members' : 'call it: write `(…)` behind its name';
  throw new Fault('type', `${type} is not a value`, { hint });
}

function listToJson(list: readonly Value[], meter: Meter): JsonValue {
  meter.step(list.length);
  return list.filter((item) => !isOmit(item)).map((item) => toJson(item, meter));
}

function mappingToJson(mapping: Mapping, meter: Meter): JsonObject {
  const entries = Object.entries(mapping);
  meter.step(entries.length);
  return jsonObject(
    entries.filter(([, item]) => !isOmit(item)).map(([key, item]) => [key, toJson(item, meter)] as const),
  );
}
