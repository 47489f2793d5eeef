import type { JsonObject } from '../../../model/values/json.ts';
import type { Meter } from '../../meter.ts';
import type { Value } from '../../values/value.ts';
import type { PageSource } from '../page-options.ts';
import type { Scope } from '../scope.ts';

/** One call from outside, with everything that it renders on the way. */
export interface Rendering {
  readonly scope: Scope;
  readonly meter: Meter;
  /** Variables that were rendered, by their path. */
  readonly rendered: Map<string, Value>;
  /** Variables being rendered, outermost first. */
  readonly underway: string[];
  /** Reads and renders a text; offsets of its faults are offsets in that text. */
  readonly renderText: (text: string) => Value;
  /** Reads and renders a template file; its faults name the place in it. */
  readonly renderPage: (source: PageSource, variables: JsonObject) => string;
  /** What was given to the call from outside, as it is written. */
  readonly source: string;
  /** How often chance was asked. */
  drawn: number;
}

/** Names that a template gave values itself. Inner ones hide outer ones. */
export interface Locals {
  readonly values: Map<string, Value>;
  readonly outer: Locals | undefined;
}

/** What a term is worked out in. */
export interface Context {
  readonly rendering: Rendering;
  readonly locals: Locals;
  /** The whole text, to quote from in messages. */
  readonly text: string;
}

export function innerLocals(outer: Locals | undefined): Locals {
  return { values: new Map(), outer };
}

export function localOf(locals: Locals, name: string): Value | undefined {
  for (let frame: Locals | undefined = locals; frame !== undefined; frame = frame.outer) {
    const value = frame.values.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Every name a template could mean here, for suggestions. */
export function* namesIn({ rendering, locals }: Context): Iterable<string> {
  for (let frame: Locals | undefined = locals; frame !== undefined; frame = frame.outer)
    yield* frame.values.keys();
  yield* rendering.scope.names();
}
