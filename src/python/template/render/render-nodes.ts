import { Fault } from '../../fault.ts';
import { textOf } from '../../values/text.ts';
import { isNamespace, isTrue, type Value } from '../../values/value.ts';
import { type AssignmentTarget, callerName, type Node, type TermLink } from '../syntax.ts';
import { evaluateLinks } from './chain.ts';
import { evaluate } from './evaluate.ts';
import { addLoop, unpacked } from './loop.ts';
import { macroOf } from './macros.ts';
import { blockText, extend, imported, included, noteBlocks, selfOf } from './pages.ts';
import { inOtherText } from './places.ts';
import { type Context, innerLocals, localOf } from './rendering.ts';

/**
 * What a body puts out: its one value as it is, or its pieces as one text.
 *
 * So `{{ ports }}` is still a list, and so is the branch of an `{% if %}` that holds nothing else. None is no text
 * beside other pieces, as Ansible has it.
 */
export function renderBody(body: readonly Node[], context: Context): Value {
  const pieces: Value[] = [];
  const isPage = context.locals === context.page.locals;
  if (isPage) noteBlocks(body, context.page.blocks);
  if (isPage && context.page.blocks.size > 0) context.locals.values.set('self', selfOf(context));
  addNodes(body, context, pieces);
  if (isPage) addParents(context, pieces);
  return joined(pieces, context);
}

/** What the page extends comes in the place of what it would put out itself. */
function addParents(context: Context, pieces: Value[]): void {
  const { page } = context;
  while (page.parent !== undefined) {
    const { template, path } = page.parent;
    page.parent = undefined;
    noteBlocks(template.body, page.blocks);
    const above = { ...context, text: template.text, path };
    inOtherText(template.text, path, context.rendering.meter, () => addNodes(template.body, above, pieces));
  }
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
  context.rendering.meter.step();
  switch (node.kind) {
    case 'if':
      addNodes(chosen(node, context), context, pieces);
      return;
    case 'for':
      addLoop(node, context, pieces, addNodes);
      return;
    case 'with':
      addNodes(
        node.body,
        withNames(
          node.entries.map(([name, term]) => [name, evaluate(term, context)]),
          context,
        ),
        pieces,
      );
      return;
    case 'set':
      assign(node.target, evaluate(node.value, context), node.offset, context);
      return;
    case 'capture':
      assign(node.target, filtered(node, context), node.offset, context);
      return;
    case 'macro':
      context.locals.values.set(node.name, macroOf(node.name, node, context));
      return;
    case 'import':
    case 'from':
      imported(node, context);
      return;
    case 'extends':
      extend(node, context);
      return;
    default:
      // What a page that extends another puts out itself goes nowhere, and is not even worked out.
      if (context.isInner || context.page.parent === undefined) pieces.push(putOut(node, context));
  }
}

type Shown = Extract<Node, { readonly kind: 'text' | 'output' | 'filtered' | 'call' | 'include' | 'block' }>;

function putOut(node: Shown, context: Context): Value {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'output':
      return evaluate(node.term, context);
    case 'filtered':
      return filtered(node, context);
    case 'call':
      return evaluate(node.call, withNames([[callerName, macroOf('caller', node, context)]], context));
    case 'include':
      return included(node, context);
    case 'block':
      return blockText(node.name, 0, context);
  }
}

function chosen({ branches, otherwise }: Node & { readonly kind: 'if' }, context: Context): readonly Node[] {
  const branch = branches.find(({ when }) => isTrue(evaluate(when, context)));
  return branch === undefined ? otherwise : branch.body;
}

function withNames(entries: readonly (readonly [string, Value])[], context: Context): Context {
  const locals = innerLocals(context.locals);
  for (const [name, value] of entries) locals.values.set(name, value);
  return { ...context, locals };
}

/** The text that a body puts out, through filters. */
function filtered(
  { body, filters }: { readonly body: readonly Node[]; readonly filters: readonly TermLink[] },
  context: Context,
): Value {
  const inner = { ...withNames([], context), isInner: true };
  const rendered = renderBody(body, inner);
  const value = rendered === null ? '' : textOf(rendered, context.rendering.meter);
  return filters.length === 0 ? value : evaluateLinks(value, filters, context, evaluate);
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
