import type { Args, Expression, Link, Node, Target, Template, Term } from './syntax.ts';

/** A variable that a template uses without having given it a value itself. */
export interface Reference {
  readonly name: string;
  /** Where it is first used, in UTF-16 code units. */
  readonly offset: number;
  /** Somewhere the template asks whether it is defined, or has a default for it: it may well be missing. */
  readonly isGuarded: boolean;
}

/** The names of variables that a template or expression uses, each once, in the order of their first use. */
export function referencedNames(source: Template | Expression): readonly string[] {
  return references(source).map(({ name }) => name);
}

/** As `referencedNames`, with the place of the first use, and whether the template can do without. */
export function references(source: Template | Expression): readonly Reference[] {
  const found = new Map<string, { offset: number; isGuarded: boolean }>();
  const bound = new Set<string>();
  if (source.kind === 'expression') lookAtTerm(source.root, { found, bound });
  else lookAtNodes(source.body, { found, bound });
  return [...found].map(([name, reference]) => ({ name, ...reference }));
}

interface Search {
  readonly found: Map<string, { offset: number; isGuarded: boolean }>;
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

function bind(target: Target, { bound }: Search): void {
  if (target.kind === 'names') for (const name of target.names) bound.add(name);
}

function lookAtTerm(term: Term, search: Search): void {
  if (term.kind === 'name') use(term.name, term.offset, false, search);
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

function lookAtChain(base: Term, links: readonly Link[], search: Search): void {
  if (base.kind === 'name') use(base.name, base.offset, links.some(isGuard), search);
  else lookAtTerm(base, search);
  for (const part of links.flatMap(linkTerms)) lookAtTerm(part, search);
}

function linkTerms(link: Link): readonly Term[] {
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

const guards: ReadonlySet<string> = new Set(['filter default', 'filter d', 'test defined', 'test undefined']);

function isGuard(link: Link): boolean {
  return 'name' in link && guards.has(`${link.kind} ${link.name}`);
}

/** `omit` is a word of the language, unless the scope says otherwise. */
function use(name: string, offset: number, isGuarded: boolean, { found, bound }: Search): void {
  if (bound.has(name) || name === 'omit') return;
  const known = found.get(name);
  if (known === undefined) found.set(name, { offset, isGuarded });
  else known.isGuarded ||= isGuarded;
}
