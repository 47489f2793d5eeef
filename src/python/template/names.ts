import {
  argTerms,
  extractedPath,
  linkTerms,
  type MemberPath,
  memberWords,
  pathAlong,
  textOf,
} from './links.ts';
import {
  type AssignmentTarget,
  callerName,
  type Expression,
  type MacroBody,
  type Node,
  type PageNode,
  type Template,
  type Term,
  type TermLink,
} from './syntax.ts';

/** A use of a variable that a template has not given a value itself. */
export interface VariableUse {
  readonly name: string;
  /** In UTF-16 code units. */
  readonly offset: number;
  /** Every word by which the same term may pick a member: `a.b['c'] | map(attribute='d.e')` has b, c, d and e. */
  readonly members: readonly string[];
  /**
   * The members that are picked one after the other right behind it, as far as there is no more to it than that:
   * `a.b[c].d | list` has b, undefined for what only a run can tell, and d.
   */
  readonly path: MemberPath;
}

/** Every use of a variable in a template or expression, guarded by `default` or not, whatever branch it stands in. */
export function nameUses(source: Template | Expression): readonly VariableUse[] {
  return searched(source).found;
}

/** A call of something that the template does not make and nobody else can: variables are data. */
export interface BrokenCall {
  /** Undefined: not even a name is called. */
  readonly callee: { readonly kind: 'function' | 'method'; readonly name: string } | undefined;
  readonly offset: number;
}

/** Every call that cannot come to anything, whatever the variables are. */
export function brokenCalls(source: Template | Expression): readonly BrokenCall[] {
  return searched(source).broken;
}

function searched(source: Template | Expression): Search {
  const search: Search = { found: [], broken: [], bound: new Set() };
  if (source.kind === 'expression') lookAtTerm(source.root, search);
  else lookAtNodes(source.body, search);
  return search;
}

interface Search {
  readonly found: VariableUse[];
  readonly broken: BrokenCall[];
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
      for (const part of node.filters.flatMap(linkTerms)) lookAtTerm(part, search);
      lookAtNodes(node.body, search);
      bind(node.target, search);
      return;
    case 'filtered':
      for (const part of node.filters.flatMap(linkTerms)) lookAtTerm(part, search);
      lookAtNodes(node.body, search);
      return;
    case 'with':
      for (const [, value] of node.entries) lookAtTerm(value, search);
      lookAtNodes(
        node.body,
        inside(
          search,
          node.entries.map(([name]) => name),
        ),
      );
      return;
    case 'macro':
      search.bound.add(node.name);
      lookAtMacro(node, search);
      return;
    case 'call':
      lookAtTerm(node.call, search);
      lookAtMacro(node, search);
      return;
    case 'block':
      search.bound.add('self');
      lookAtNodes(node.body, inside(search, ['super']));
      return;
    case 'include':
    case 'import':
    case 'from':
    case 'extends':
      lookAtPage(node, search);
  }
}

/** The same search, where further names have values. */
function inside(search: Search, names: readonly string[]): Search {
  return { ...search, bound: new Set([...search.bound, ...names]) };
}

/** What a macro may be given beside its parameters has names of its own. */
const inMacros: readonly string[] = ['caller', 'varargs', 'kwargs'];

/** Which of them the body of a macro asks for. */
export function takenBy(body: readonly Node[]): readonly string[] {
  const search: Search = { found: [], broken: [], bound: new Set() };
  lookAtNodes(body, search);
  return inMacros.filter((name) => search.found.some((use) => use.name === name));
}

function lookAtMacro({ params, body }: Pick<MacroBody, 'params' | 'body'>, search: Search): void {
  const within = inside(search, [...params.map(({ name }) => name), ...inMacros]);
  for (const { otherwise } of params) if (otherwise !== undefined) lookAtTerm(otherwise, within);
  lookAtNodes(body, within);
}

/** What another page uses is known when it is read. */
function lookAtPage(node: PageNode, search: Search): void {
  lookAtTerm(node.page, search);
  useAny(node.offset, search);
  if (node.kind === 'import') search.bound.add(node.name);
  if (node.kind === 'from') for (const [, name] of node.names) search.bound.add(name);
}

function lookAtLoop(
  { targets, items, when, body, otherwise }: Node & { readonly kind: 'for' },
  search: Search,
): void {
  lookAtTerm(items, search);
  const round = inside(search, [...targets, 'loop']);
  if (when !== undefined) lookAtTerm(when, round);
  lookAtNodes(body, round);
  lookAtNodes(otherwise, search);
}

function bind(target: AssignmentTarget, { bound }: Search): void {
  if (target.kind === 'names') for (const name of target.names) bound.add(name);
}

function lookAtTerm(term: Term, search: Search): void {
  if (term.kind === 'name') use(term, [], [], search);
  else if (term.kind === 'chain') lookAtChain(term.base, term.links, search);
  else {
    if (term.kind === 'call') lookAtCall(term, search);
    for (const part of partsOf(term)) lookAtTerm(part, search);
  }
}

const lookups: ReadonlySet<string> = new Set(['lookup', 'query', 'q']);

/** A lookup of variables uses those that it names; one that reads a template, whatever that uses. */
function lookAtCall({ name, args, offset }: Term & { readonly kind: 'call' }, search: Search): void {
  const [which, ...wanted] = args.positional;
  if (!lookups.has(name) || which?.kind !== 'constant') return;
  if (which.value === 'template' || which.value === 'varnames') useAny(offset, search);
  if (which.value !== 'vars') return;
  for (const one of wanted) {
    const named = textOf(one);
    if (named === undefined) useAny(offset, search);
    else use({ name: named, offset: one.offset }, [], [], search);
  }
  if (args.list !== undefined) useAny(offset, search);
}

/** Nobody can tell beforehand which variables of a host are used here. */
function useAny(offset: number, search: Search): void {
  use({ name: 'hostvars', offset }, [], [], search);
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
  const at = links.findIndex(({ kind }) => kind === 'call');
  if (at !== -1 && !mayBeCalled(base, links.slice(0, at), search)) noteCall(base, links, at, search);
  const members = links.flatMap(memberWords);
  if (base.kind === 'name') use(base, members, pathAlong(links), search);
  else lookAtTerm(base, search);
  for (const link of links) {
    for (const [index, part] of linkTerms(link).entries()) {
      // `map('extract', hostvars, 'x')`: what is picked stands beside the name.
      if (part.kind === 'name') use(part, members, extractedPath(link, index), search);
      else lookAtTerm(part, search);
    }
  }
}

/** Only what a template makes can be called or has methods of its own: what has a name in it, and times. */
function mayBeCalled(base: Term, before: readonly TermLink[], { bound }: Search): boolean {
  if (base.kind === 'name') return bound.has(base.name) || before.some(makesTime);
  return !['constant', 'list', 'mapping'].includes(base.kind) || before.some(makesTime);
}

function makesTime(link: TermLink): boolean {
  return link.kind === 'filter' && link.name === 'to_datetime';
}

function noteCall(base: Term, links: readonly TermLink[], at: number, { broken }: Search): void {
  const before = links[at - 1];
  const offset = before?.offset ?? base.offset;
  if (before === undefined && base.kind === 'name')
    broken.push({ callee: { kind: 'function', name: base.name }, offset });
  else if (before?.kind === 'attribute')
    broken.push({ callee: { kind: 'method', name: before.name }, offset });
  else broken.push({ callee: undefined, offset: links[at]?.offset ?? offset });
}

/** `omit` is a word of the language, unless the scope says otherwise. */
function use(
  { name, offset }: { readonly name: string; readonly offset: number },
  members: readonly string[],
  path: MemberPath,
  { found, bound }: Search,
): void {
  if (!bound.has(name) && name !== 'omit' && name !== callerName) found.push({ name, offset, members, path });
}
