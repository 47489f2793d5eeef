import type { JsonObject, JsonValue } from '../values/json.ts';

/** The parameters of an action and the rules between them. */
export interface ParamsSchema {
  readonly properties: Properties;
  /** The parameter, a mapping, that takes whatever else is given: each of its entries is written as a parameter. */
  readonly others?: string | undefined;
  /** Exactly one of these must be given: `[['src', 'content']]`. */
  readonly oneOf?: readonly (readonly string[])[] | undefined;
  /** At most one of these may be given. */
  readonly exclusive?: readonly (readonly string[])[] | undefined;
}

export type Properties = Readonly<Record<string, PropertySchema>>;

/** One parameter. */
export interface PropertySchema {
  /** What its text is turned into. */
  readonly type: keyof ParamValues;
  readonly description: string;
  readonly required?: true;
  readonly enum?: readonly string[];
  /** What counts when it is not given, as a user would write it. */
  readonly default?: JsonValue;
  /** Of a duration in milliseconds, as the action gets it. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** A regular expression in the part that JavaScript and JSON Schema share. */
  readonly pattern?: string;
  /** Other names, such as Ansible's `dest` for `path`. */
  readonly aliases?: readonly string[];
}

/** What an action gets of a parameter, by its type. */
export interface ParamValues {
  readonly string: string;
  readonly boolean: boolean;
  readonly integer: number;
  readonly number: number;
  /** Octal file permissions, as four digits. */
  readonly mode: string;
  /** `90s`, `5m`, `2h`, `1d` or a number of seconds, in milliseconds. */
  readonly duration: number;
  /** An absolute path on the host. */
  readonly path: string;
  readonly strings: readonly string[];
  /** An expression whose value must be true or false. */
  readonly condition: Condition;
  readonly conditions: readonly Condition[];
  readonly expression: { readonly text: string; readonly value: JsonValue };
  readonly map: JsonObject;
  /** Of a list of mappings all entries, the last one of each key. */
  readonly maps: JsonObject;
  readonly any: JsonValue;
}

interface Condition {
  readonly text: string;
  readonly holds: boolean;
}

/** The parameters that an action gets: what must be given or has a default is always there. */
export type ParamsOf<Given extends Properties> = {
  readonly [Name in Present<Given>]: ValueOf<Given[Name]>;
} & { readonly [Name in Exclude<keyof Given, Present<Given>>]?: ValueOf<Given[Name]> };

type Present<Given extends Properties> = {
  [Name in keyof Given]: Given[Name] extends { readonly required: true } | { readonly default: JsonValue }
    ? Name
    : never;
}[keyof Given];

type ValueOf<Property extends PropertySchema> = Property extends { readonly enum: readonly (infer Word)[] }
  ? Property['type'] extends 'strings'
    ? readonly Word[]
    : Word
  : ParamValues[Property['type']];
