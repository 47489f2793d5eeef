import type { JsonValue } from '../values/json.ts';

/** The parameters of an action, in the part of JSON Schema that means the same in draft-07 and 2020-12. */
export interface ParamsSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, PropertySchema>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
  /** Exactly one of these must be given: `[['src', 'content']]`. */
  readonly oneOf?: readonly (readonly string[])[];
  /** At most one of these may be given. */
  readonly exclusive?: readonly (readonly string[])[];
}

/**
 * One parameter. `type` says what its text is turned into:
 * `condition` is an expression whose value must be true or false, given to the action as `{text, holds}`;
 * `expression` is one of any value, given as `{text, value}`; `mode` is octal file permissions, given as four digits;
 * `duration` is `90s`, `5m`, `2h`, `1d` or a number of seconds, given in milliseconds; `path` is an absolute path on the host.
 */
export interface PropertySchema {
  readonly type:
    | 'string'
    | 'boolean'
    | 'integer'
    | 'number'
    | 'mode'
    | 'duration'
    | 'path'
    | 'strings'
    | 'condition'
    | 'conditions'
    | 'expression'
    | 'map'
    | 'any';
  readonly description: string;
  readonly enum?: readonly string[];
  readonly default?: JsonValue;
  readonly minimum?: number;
  readonly maximum?: number;
  /** A regular expression in the part that JavaScript and JSON Schema share. */
  readonly pattern?: string;
  /** Other names, such as Ansible's `dest` for `path`. */
  readonly aliases?: readonly string[];
}
