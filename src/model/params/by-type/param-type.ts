import type { JsonObject } from '../../values/json.ts';
import type { PropertySchema } from '../params-schema.ts';
import type { Converted, Written } from './conversion.ts';

/** All that differs from one type of parameters to another. */
export interface ParamType {
  /** What may be written: a scalar, a scalar or a list of them, a list, a mapping, or anything. */
  readonly shape: 'scalar' | 'scalars' | 'list' | 'map' | 'any';
  /** True where nothing at all may be written, or is refused in words of its own. */
  readonly empty?: true;
  /** Set for an expression, which is evaluated and not rendered: what the action gets of it, beside its text. */
  readonly evaluates?: 'holds' | 'value';
  /** Turns what was written into what the action gets. An expression is only looked at here. */
  readonly convert: (written: Written, limits: ValueLimits) => Converted;
  /** What is accepted, templates aside, as JSON Schema in the part that means the same in draft-07 and 2020-12. */
  readonly forms: (limits: ValueLimits) => readonly JsonObject[];
}

/**
 * `minimum` and `maximum` count in the unit the action gets: milliseconds for a duration. `enum` and `pattern` hold for
 * each of several texts.
 */
export type ValueLimits = Pick<PropertySchema, 'enum' | 'pattern' | 'minimum' | 'maximum'>;
