import { Fault } from '../../fault.ts';
import { itemAt } from '../../present.ts';
import { equals } from '../../values/compare.ts';
import { textOf } from '../../values/text.ts';
import {
  isList,
  isTrue,
  kindOf,
  type Thing,
  thingOf,
  undefinedValue,
  type Value,
} from '../../values/value.ts';
import { itemsOf } from '../arguments.ts';
import { callable } from '../callable.ts';
import type { Node } from '../syntax.ts';
import { evaluate } from './evaluate.ts';
import { type Context, innerLocals } from './rendering.ts';

type ForNode = Node & { readonly kind: 'for' };

/** What the rounds of a loop put out, handed down because it is what leads here. */
type AddNodes = (nodes: readonly Node[], context: Context, pieces: Value[]) => void;

export function addLoop(node: ForNode, context: Context, pieces: Value[], add: AddNodes): void {
  addRounds(node, evaluate(node.items, context), context, { pieces, add, depth: 0 });
}

interface Rounds {
  readonly pieces: Value[];
  readonly add: AddNodes;
  /** How many loops of the same tag are around, for `recursive`. */
  readonly depth: number;
}

function addRounds(node: ForNode, over: Value, context: Context, rounds: Rounds): void {
  const { meter } = context.rendering;
  const { targets, when, body, otherwise, offset } = node;
  const all = itemsOf(over, meter);
  const kept = when === undefined ? all : all.filter((item) => isTrue(evaluate(when, inside(item))));
  if (kept.length === 0) rounds.add(otherwise, context, rounds.pieces);
  const seen: { last: readonly Value[] | undefined } = { last: undefined };
  for (const [index, item] of kept.entries()) {
    const round = inside(item);
    round.locals.values.set('loop', loopState({ node, kept, index, context, rounds, seen }));
    rounds.add(body, round, rounds.pieces);
  }

  function inside(item: Value): Context {
    const locals = innerLocals(context.locals);
    meter.at = offset;
    for (const [name, value] of unpacked(targets, item)) locals.values.set(name, value);
    return { ...context, locals };
  }
}

interface Round {
  readonly node: ForNode;
  readonly kept: readonly Value[];
  readonly index: number;
  readonly context: Context;
  readonly rounds: Rounds;
  /** What `loop.changed` saw last. */
  readonly seen: { last: readonly Value[] | undefined };
}

function loopState(round: Round): Thing {
  const { kept, index, context, rounds, seen } = round;
  const { meter } = context.rendering;
  const { length } = kept;
  const beside = (at: number, which: string): Value =>
    kept[at] ??
    undefinedValue(`there is no ${which} item`, meter.at, () => `ask \`loop.first\` and \`loop.last\``);
  const cycle = callable('a method', '*', ({ rest }) => {
    if (rest.length === 0) throw new Fault('type', '`cycle` needs at least one item');
    return itemAt(rest, index % rest.length);
  });
  const changed = callable('a method', '*', ({ rest }) => {
    const isSame =
      seen.last?.length === rest.length &&
      rest.every((value, at) => equals(value, itemAt(seen.last ?? [], at), meter));
    seen.last = rest;
    return !isSame;
  });
  return thingOf('a loop', {
    members: new Map<string, Value>([
      ['index', index + 1],
      ['index0', index],
      ['revindex', length - index],
      ['revindex0', length - index - 1],
      ['first', index === 0],
      ['last', index === length - 1],
      ['length', length],
      ['depth', rounds.depth + 1],
      ['depth0', rounds.depth],
      ['previtem', beside(index - 1, 'previous')],
      ['nextitem', beside(index + 1, 'next')],
      ['cycle', cycle],
      ['changed', changed],
    ]),
    call: round.node.recursive ? ({ positional: [items] }) => again(items, round) : undefined,
  });
}

/** `loop(children)`: the same body for further items, as text. */
function again(items: Value | undefined, { node, context, rounds }: Round): Value {
  if (items === undefined) throw new Fault('type', '`loop` needs the items to go through');
  const { meter } = context.rendering;
  const pieces: Value[] = [];
  addRounds(node, items, context, { ...rounds, pieces, depth: rounds.depth + 1 });
  return pieces.map((piece) => (piece === null ? '' : textOf(piece, meter))).join('');
}

/** One name takes the value, several take its items, one each. */
export function unpacked(names: readonly string[], value: Value): readonly (readonly [string, Value])[] {
  if (names.length === 1) return [[itemAt(names, 0), value]];
  if (!isList(value) || value.length !== names.length) {
    const what = isList(value) ? `a list of ${value.length}` : kindOf(value);
    throw new Fault('type', `cannot give ${what} to ${names.length} names`);
  }
  return names.map((name, index) => [name, itemAt(value, index)] as const);
}
