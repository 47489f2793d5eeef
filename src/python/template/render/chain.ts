import { Fault } from '../../fault.ts';
import { attributeOf, itemOf, sliceOf } from '../../values/access.ts';
import {
  type GivenArguments,
  isNamespace,
  isThing,
  isTrue,
  isUndefined,
  kindOf,
  known,
  type Value,
} from '../../values/value.ts';
import { integerArg, itemsOf, mappingArg } from '../arguments.ts';
import type { Args, Term, TermLink } from '../syntax.ts';
import { invoke } from './invoke.ts';
import type { Context } from './rendering.ts';
import { placeOf, stepInto, type VariablePlace, valueAt } from './variable.ts';

/** A context with what the template calls the value at hand. */
interface Linked extends Context {
  readonly owner: string | undefined;
}

/** How a term is worked out; handed down because it is what leads here. */
export type Evaluate = (term: Term, context: Context) => Value;

/** A value and everything that follows it, link by link. */
export function evaluateChain(
  { base, links }: Term & { readonly kind: 'chain' },
  context: Context,
  evaluate: Evaluate,
): Value {
  const [start, followed] =
    base.kind === 'name' ? enter(base, links, context, evaluate) : [evaluate(base, context), 0];
  let value = start;
  for (const link of links.slice(followed)) {
    value = follow(value, link, { ...context, owner: ownerOf(base, link, context) }, evaluate);
  }
  return value;
}

/** What follows a value that is no term, such as the filters of `{% set x | upper %}`. */
export function evaluateLinks(
  value: Value,
  links: readonly TermLink[],
  context: Context,
  evaluate: Evaluate,
): Value {
  return links.reduce(
    (given, link) => follow(given, link, { ...context, owner: undefined }, evaluate),
    value,
  );
}

/** What the template calls the value that a link belongs to; undefined when that is more than a name and its members. */
function ownerOf(base: Term, link: TermLink, { text }: Context): string | undefined {
  if (link.offset - base.offset > longestOwner) return undefined;
  const owner = text.slice(base.offset, link.offset).replace(/[\s.[]*$/, '');
  return /^[\w.[\]'"]+$/.test(owner) ? owner : undefined;
}

/** In UTF-16 code units. */
const longestOwner = 60;

/** Goes into a written variable as far as it needs no rendering. Gives the value there and the links that were used up. */
function enter(
  base: Term & { readonly kind: 'name' },
  links: readonly TermLink[],
  context: Context,
  evaluate: Evaluate,
): readonly [Value, number] {
  const { rendering } = context;
  let place: VariablePlace = placeOf(base.name, base.offset, context);
  let followed = 0;
  for (const link of links) {
    const next: VariablePlace | undefined =
      place.kind === 'written' ? stepAlong(place, link, context, evaluate) : undefined;
    if (next === undefined) break;
    place = next;
    followed += 1;
  }
  const link = links[followed];
  // A list or mapping is there whatever is in it.
  if (
    place.kind === 'written' &&
    typeof place.value === 'object' &&
    place.value !== null &&
    link?.kind === 'test'
  ) {
    if (link.name === 'defined') return [!link.negated, followed + 1];
    if (link.name === 'undefined') return [link.negated, followed + 1];
  }
  return [valueAt(place, rendering), followed];
}

function stepAlong(
  place: VariablePlace & { readonly kind: 'written' },
  link: TermLink,
  context: Context,
  evaluate: Evaluate,
): VariablePlace | undefined {
  if (link.kind === 'attribute') return stepInto(place, link.name);
  return link.kind === 'item' && link.key.kind === 'constant'
    ? stepInto(place, evaluate(link.key, context))
    : undefined;
}

function follow(value: Value, link: TermLink, context: Linked, evaluate: Evaluate): Value {
  const { owner, rendering } = context;
  const { meter } = rendering;
  switch (link.kind) {
    case 'attribute':
      meter.at = link.offset;
      return attributeOf(value, link.name, meter, owner);
    case 'item': {
      const key = evaluate(link.key, context);
      meter.at = link.offset;
      return itemOf(value, key, meter, owner);
    }
    case 'slice': {
      const bounds = link.bounds.map((bound) => (bound === undefined ? null : evaluate(bound, context)));
      meter.at = link.offset;
      return sliceOf(
        value,
        bounds.map((bound) => (bound === null ? undefined : integerArg(bound, 0))),
        meter,
      );
    }
    case 'call': {
      const given = evaluateArgs(link.args, context, evaluate);
      meter.at = link.offset;
      return called(value, given, owner, context);
    }
    case 'method':
    case 'filter':
    case 'test': {
      const given = evaluateArgs(link.args, context, evaluate);
      meter.at = link.offset;
      const own = link.kind === 'method' ? methodOf(value, link.name) : undefined;
      if (own !== undefined) return called(own, given, owner, context);
      const result = invoke(link, value, given, rendering);
      return link.kind === 'test' ? isTrue(result) !== link.negated : result;
    }
  }
}

/** A method that the value itself has, under a name that texts and mappings have one of, too. */
function methodOf(value: Value, name: string): Value | undefined {
  if (isThing(value)) return value.members.get(name);
  return isNamespace(value) ? value.entries.get(name) : undefined;
}

export function called(
  value: Value,
  given: GivenArguments,
  owner: string | undefined,
  context: Context,
): Value {
  const { meter } = context.rendering;
  if (isThing(value) && value.call !== undefined) {
    const { call } = value;
    meter.step();
    return meter.nested(() => call(given));
  }
  const what = owner === undefined ? kindOf(known(value)) : `\`${owner}\``;
  if (isUndefined(value)) throw notThere(value, owner);
  throw new Fault('type', `${what} cannot be called: only functions, methods and macros can`);
}

function notThere(value: Value, owner: string | undefined): Fault {
  const name = owner?.split('.') ?? [];
  const [last = ''] = name.slice(-1);
  if (name.length === 0) return new Fault('undefined', 'what is called is undefined');
  const kind = name.length > 1 ? 'method' : 'function';
  return new Fault('syntax', `there is no ${kind} \`${last}\``, {
    hint: isUndefined(value) ? value.hint() : undefined,
  });
}

export function evaluateArgs(
  { positional, named, list, mapping }: Args,
  context: Context,
  evaluate: Evaluate,
): GivenArguments {
  const { meter } = context.rendering;
  const further = list === undefined ? [] : itemsOf(evaluate(list, context), meter);
  const entries = mapping === undefined ? {} : mappingArg(evaluate(mapping, context));
  return {
    positional: [...positional.map((arg) => evaluate(arg, context)), ...further],
    named: new Map([
      ...named.map(([key, arg]) => [key, evaluate(arg, context)] as const),
      ...Object.entries(entries),
    ]),
  };
}
