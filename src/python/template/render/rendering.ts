import type { JsonObject } from '../../../model/values/json.ts';
import type { Meter } from '../../meter.ts';
import type { Value } from '../../values/value.ts';
import type { PageOptions, PageSource } from '../page-options.ts';
import type { Scope } from '../scope.ts';
import type { Node, Template } from '../syntax.ts';

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
  /** Renders what stands in a block. */
  readonly renderBody: (body: readonly Node[], context: Context) => Value;
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

/** A page as it is rendered: itself, and those that it extends. */
export interface PageState {
  /** The folder of the page that all began with: what it brings in is looked for there first. */
  readonly folder: string | undefined;
  readonly options: PageOptions;
  /** The blocks of each name, those of the page first, then those of the pages that it extends. */
  readonly blocks: Map<string, (Node & { readonly kind: 'block' })[]>;
  /** The names that are set outside of all blocks. */
  readonly locals: Locals;
  /** The page that it extends, once that is known: from there on it puts out nothing itself. */
  parent: { readonly template: Template; readonly path: string } | undefined;
}

/** What a term is worked out in. */
export interface Context {
  readonly rendering: Rendering;
  readonly locals: Locals;
  /** The whole text, to quote from in messages. */
  readonly text: string;
  /** The file that it is in; undefined: in none. */
  readonly path: string | undefined;
  readonly page: PageState;
  /** What is put out goes to somewhere inside the template, as that of a macro does. */
  readonly isInner: boolean;
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

/** Where a page begins: no name of its own, no block yet. */
export function pageContext(
  text: string,
  rendering: Rendering,
  { path, folder, options }: Pick<PageState, 'folder' | 'options'> & Pick<Context, 'path'>,
  outer?: Locals,
): Context {
  const locals = innerLocals(outer);
  const page = { folder, options, blocks: new Map(), locals, parent: undefined };
  return { rendering, text, path, locals, page, isInner: false };
}
