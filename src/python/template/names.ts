import type { Args, AssignmentTarget, Expression, Node, Template, Term, TermLink } from './syntax.ts';

/** A use of a variable that a template has not given a value itself. */
export interface VariableUse {
  readonly name: string;
  /** In UTF-16 code units. */
  readonly offset: number;
  /** Every word by which the same term may pick a member: `a.b['c'] | map(attribute='d.e')` has b, c, d and e. */
  readonly members: readonly string[];
}

/** Every use of a variable in a template or expression, guarded by `default` or not, whatever branch it stands in. */
export function nameUses(source: Template | Expression): readonly VariableUse[] {
  const search: Search = { found: [], bound: new Set() };
  if (source.kind === 'expression') lookAtTerm(source.root, search);
  else lookAtNodes(source.body, search);
  return search.found;
}

interface Search {
  readonly found: VariableUse[];
  /** Names the template has given values. One that gets it in a branch counts from there on. */
  readonly bound: Set<string>;
}

function lookAtNodes(nodes: readonly Node[], search: Search): void {
  for (const node of nodes) lookAtNode(node, search);
}

function lookAtNode(node: Node, search: Search): void {
  switch (node.kind) {
    case 'text':
      return;
    case 'output':
      lookAtTerm(node.term, search);
      return;
    case 'if':
      for (const { when, body } of node.branches) {
        lookAtTerm(when, search);
        lookAtNodes(body, search);
      }
      lookAtNodes(node.otherwise, search);
      return;
    case 'for':
      lookAtLoop(node, search);
      return;
    case 'set':
      lookAtTerm(node.value, search);
      bind(node.target, search);
      return;
    case 'capture':
      lookAtNodes(node.body, search);
      bind(node.target, search);
  }
}

function lookAtLoop(
  { targets, items, when, body, otherwise }: Node & { readonly kind: 'for' },
  { found, bound }: Search,
): void {
  lookAtTerm(items, { found, bound });
  const inside = new Set([...bound, ...targets, 'loop']);
  if (when !== undefined) lookAtTerm(when, { found, bound: inside });
  lookAtNodes(body, { found, bound: inside });
  lookAtNodes(otherwise, { found, bound });
}

function bind(target: AssignmentTarget, { bound }: Search): void {
  if (target.kind === 'names') for (const name of target.names) bound.add(name);
}

function lookAtTerm(term: Term, search: Search): void {
  if (term.kind === 'name') use(term.name, term.offset, [], search);
  else if (term.kind === 'chain') lookAtChain(term.base, term.links, search);
  else for (const part of partsOf(term)) lookAtTerm(part, search);
}

/** The terms inside a term. */
function partsOf(term: Exclude<Term, { readonly kind: 'name' | 'chain' }>): readonly Term[] {
  switch (term.kind) {
    case 'constant':
      return [];
    case 'list':
      return term.items;
    case 'mapping':
      return term.entries.flat();
    case 'sign':
    case 'not':
      return [term.operand];
    case 'and':
    case 'or':
    case 'join':
      return term.operands;
    case 'arithmetic':
    case 'compare':
      return [term.first, ...term.rest.map((operand) => operand.term)];
    case 'choice':
      return [term.when, term.then, ...(term.otherwise === undefined ? [] : [term.otherwise])];
    case 'call':
      return argTerms(term.args);
  }
}

function lookAtChain(base: Term, links: readonly TermLink[], search: Search): void {
  const members = links.flatMap(memberWords);
  if (base.kind === 'name') use(base.name, base.offset, members, search);
  else lookAtTerm(base, search);
  for (const part of links.flatMap(linkTerms)) {
    // `map('extract', hostvars, 'x')`: what is picked stands beside the name.
    if (part.kind === 'name') use(part.name, part.offset, members, search);
    else lookAtTerm(part, search);
  }
}

/** Neither a slice nor what stands in for a missing value picks a member. */
function memberWords(link: TermLink): readonly string[] {
  if (link.kind === 'attribute') return [link.name];
  const isDefault = link.kind === 'filter' && (link.name === 'default' || link.name === 'd');
  return isDefault || link.kind === 'slice' ? [] : linkTerms(link).flatMap(constantWords);
}

function constantWords(term: Term): readonly string[] {
  if (term.kind === 'list') return term.items.flatMap(constantWords);
  return term.kind === 'constant' && typeof term.value === 'string' ? term.value.split('.') : [];
}

function linkTerms(link: TermLink): readonly Term[] {
  switch (link.kind) {
    case 'attribute':
      return [];
    case 'item':
      return [link.key];
    case 'slice':
      return link.bounds.filter((bound) => bound !== undefined);
    case 'method':
    case 'filter':
    case 'test':
      return argTerms(link.args);
  }
}

function argTerms({ positional, named }: Args): readonly Term[] {
  return [...positional, ...named.map(([, term]) => term)];
}

/** `omit` is a word of the language, unless the scope says otherwise. */
function use(name: string, offset: number, members: readonly string[], { found, bound }: Search): void {
  if (!bound.has(name) && name !== 'omit') found.push({ name, offset, members });
}
