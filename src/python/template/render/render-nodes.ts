import { Fault } from '../../fault.ts';
import { itemAt } from '../../present.ts';
import { textOf } from '../../values/text.ts';
import { isList, isNamespace, isTrue, kindOf, mappingOf, type Value } from '../../values/value.ts';
import { itemsOf } from '../arguments.ts';
import type { AssignmentTarget, Node } from '../syntax.ts';
import { evaluate } from './evaluate.ts';
import { type Context, innerLocals, localOf } from './rendering.ts';

/**
 * What a body puts out: its one value as it is, or its pieces as one text.
 *
 * So `{{ ports }}` is still a list, and so is the branch of an `{% if %}` that holds nothing else. None is no text
 * beside other pieces, as Ansible has it.
 */
export function renderBody(body: readonly Node[], context: Context): Value {
  const pieces: Value[] = [];
  addNodes(body, context, pieces);
  return joined(pieces, context);
}

function joined(pieces: readonly Value[], { rendering: { meter } }: Context): Value {
  const [only = ''] = pieces;
  if (pieces.length <= 1) return only;
  const texts = pieces.map((piece) => (piece === null ? '' : textOf(piece, meter)));
  meter.output(texts.reduce((length, text) => length + text.length, 0));
  return texts.join('');
}

function addNodes(nodes: readonly Node[], context: Context, pieces: Value[]): void {
  for (const node of nodes) addNode(node, context, pieces);
}

function addNode(node: Node, context: Context, pieces: Value[]): void {
  const { meter } = context.rendering;
  meter.step();
  switch (node.kind) {
    case 'text':
      pieces.push(node.text);
      return;
    case 'output':
      pieces.push(evaluate(node.term, context));
      return;
    case 'if':
      addNodes(chosen(node, context), context, pieces);
      return;
    case 'for':
      addLoop(node, context, pieces);
      return;
    case 'set':
      assign(node.target, evaluate(node.value, context), node.offset, context);
      return;
    case 'capture':
      assign(node.target, renderBody(node.body, context), node.offset, context);
  }
}

function chosen({ branches, otherwise }: Node & { readonly kind: 'if' }, context: Context): readonly Node[] {
  const branch = branches.find(({ when }) => isTrue(evaluate(when, context)));
  return branch === undefined ? otherwise : branch.body;
}

function addLoop(node: Node & { readonly kind: 'for' }, context: Context, pieces: Value[]): void {
  const { meter } = context.rendering;
  const { targets, items, when, body, otherwise, offset } = node;
  const all = itemsOf(evaluate(items, context), meter);
  const kept = when === undefined ? all : all.filter((item) => isTrue(evaluate(when, inside(item))));
  if (kept.length === 0) addNodes(otherwise, context, pieces);
  for (const [index, item] of kept.entries()) {
    const round = inside(item);
    round.locals.values.set('loop', loopState(index, kept.length));
    addNodes(body, round, pieces);
  }

  function inside(item: Value): Context {
    const locals = innerLocals(context.locals);
    meter.at = offset;
    for (const [name, value] of unpacked(targets, item)) locals.values.set(name, value);
    return { ...context, locals };
  }
}

function loopState(index: number, length: number): Value {
  return mappingOf([
    ['index', index + 1],
    ['index0', index],
    ['revindex', length - index],
    ['revindex0', length - index - 1],
    ['first', index === 0],
    ['last', index === length - 1],
    ['length', length],
  ]);
}

/** One name takes the value, several take its items, one each. */
function unpacked(names: readonly string[], value: Value): readonly (readonly [string, Value])[] {
  if (names.length === 1) return [[itemAt(names, 0), value]];
  if (!isList(value) || value.length !== names.length) {
    const what = isList(value) ? `a list of ${value.length}` : kindOf(value);
    throw new Fault('type', `cannot give ${what} to ${names.length} names`);
  }
  return names.map((name, index) => [name, itemAt(value, index)] as const);
}

/** Names live in the body they were set in; only a namespace's members outlive it. */
function assign(
  target: AssignmentTarget,
  value: Value,
  offset: number,
  { rendering, locals }: Context,
): void {
  rendering.meter.at = offset;
  if (target.kind === 'names') {
    for (const [name, one] of unpacked(target.names, value)) locals.values.set(name, one);
    return;
  }
  const owner = localOf(locals, target.name);
  if (!isNamespace(owner)) {
    throw new Fault('type', `\`${target.name}\` is not a namespace`, {
      hint: `begin with \`{% set ${target.name} = namespace() %}\``,
    });
  }
  owner.entries.set(target.key, value);
}
