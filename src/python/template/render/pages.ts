import { Fault } from '../../fault.ts';
import { joinedPath, normalPath } from '../../posix-path.ts';
import { textOf } from '../../values/text.ts';
import { isList, isThing, known, type Thing, thingOf, type Value } from '../../values/value.ts';
import { stringArg } from '../arguments.ts';
import { doorOf } from '../lookups/lookup.ts';
import { searchFolders, textInFile } from '../lookups/search.ts';
import { parsePage } from '../parse/parse.ts';
import type { Scope } from '../scope.ts';
import type { Node, PageNode, Template, Term } from '../syntax.ts';
import { evaluate } from './evaluate.ts';
import { inOtherText } from './places.ts';
import { type Context, innerLocals, type PageState, pageContext } from './rendering.ts';

interface LoadedPage {
  readonly template: Template;
  readonly path: string;
}

type NodeOf<Kind extends PageNode['kind']> = PageNode & { readonly kind: Kind };

/** What a page brings in as text. */
export function included(node: NodeOf<'include'>, context: Context): string {
  const { rendering } = context;
  const found = node.mayMiss ? loadedIfThere(node.page, context) : loaded(node.page, context);
  if (found === undefined) return '';
  const inner = contextIn(found, node.withContext, context);
  return inOtherText(found.template.text, found.path, rendering.meter, () =>
    rendering.meter.nested(() => {
      const value = rendering.renderBody(found.template.body, inner);
      return value === null ? '' : textOf(value, rendering.meter);
    }),
  );
}

/** The macros of another page, and what it sets. */
export function imported(node: NodeOf<'import' | 'from'>, context: Context): void {
  const found = loaded(node.page, context);
  const module = moduleOf(found, node.withContext, context);
  const { values } = context.locals;
  if (node.kind === 'import') {
    values.set(node.name, module);
    return;
  }
  for (const [there, here] of node.names) {
    const member = module.members.get(there);
    if (member === undefined)
      throw new Fault('undefined', `${found.path} has no macro or value \`${there}\``, {
        offset: node.offset,
      });
    values.set(here, member);
  }
}

function moduleOf(page: LoadedPage, withContext: boolean, context: Context): Thing {
  const { meter, renderBody } = context.rendering;
  const inner = contextIn(page, withContext, context);
  const value = inOtherText(page.template.text, page.path, meter, () =>
    meter.nested(() => renderBody(page.template.body, inner)),
  );
  const shown = [...inner.page.locals.values].filter(([name]) => name !== 'self' && !name.startsWith('_'));
  return thingOf('a module of macros', {
    text: value === null || isThing(value) ? '' : textOf(value, meter),
    members: new Map(shown),
  });
}

/** Notes the page that this one extends; what it gives is rendered once this one is through. */
export function extend(node: NodeOf<'extends'>, context: Context): void {
  if (context.page.parent !== undefined)
    throw new Fault('syntax', 'a template extends one other template', { offset: node.offset });
  context.page.parent = loaded(node.page, context);
}

/** Without context a page sees no variable, only what it sets itself. */
function contextIn({ template, path }: LoadedPage, withContext: boolean, context: Context): Context {
  const { rendering, locals, page } = context;
  const { folder, options } = page;
  const inner = withContext
    ? rendering
    : { ...rendering, rendered: new Map(), scope: closed(rendering.scope) };
  return pageContext(template.text, inner, { path, folder, options }, withContext ? locals : undefined);
}

/** Only what says where files lie is left of a scope. */
function closed(scope: Scope): Scope {
  const left = ['ansible_search_path', 'playbook_dir', 'role_path'];
  return {
    get: (name) => (left.includes(name) ? scope.get(name) : { kind: 'missing' }),
    names: () => left,
    lookups: scope.lookups,
  };
}

function loaded(term: Term, context: Context): LoadedPage {
  const { names, places } = placesFor(term, context);
  const found = firstOf(places, context);
  if (found !== undefined) return found;
  throw new Fault('type', `there is no template ${names.join(' or ')} on this machine`, {
    hint: `looked for as ${places.join(', ')}`,
  });
}

function loadedIfThere(term: Term, context: Context): LoadedPage | undefined {
  return firstOf(placesFor(term, context).places, context);
}

interface Wanted {
  readonly names: readonly string[];
  readonly places: readonly string[];
}

function placesFor(term: Term, context: Context): Wanted {
  const wanted = known(evaluate(term, context));
  context.rendering.meter.at = term.offset;
  const names = isList(wanted) ? wanted.map((one) => stringArg(one)) : [stringArg(wanted)];
  return { names, places: names.flatMap((name) => placesOf(name, context.page, context)) };
}

function firstOf(places: readonly string[], context: Context): LoadedPage | undefined {
  const door = doorOf(context.rendering);
  const path = places.find((place) => door.look(place, 'follow')?.kind === 'file');
  return path === undefined ? undefined : { path, template: templateIn(path, context.page, context) };
}

/** Beside the page that all began with, then where templates of roles and playbooks lie. No name leads out of there. */
function placesOf(name: string, { folder }: PageState, { rendering }: Context): readonly string[] {
  if (name.split('/').includes('..'))
    throw new Fault('type', `the template ${name} leads out of its folder`, {
      hint: 'name it from the folder of templates',
    });
  const inside = name.replace(/^\/+/, '');
  const folders = searchFolders(rendering).flatMap((one) => [joinedPath(one, 'templates'), one]);
  return [...(folder === undefined ? [] : [folder]), ...folders].map((one) =>
    normalPath(joinedPath(one, inside)),
  );
}

function templateIn(path: string, { options }: PageState, { rendering }: Context): Template {
  const text = textInFile(path, rendering);
  const read = parsePage({ text, options });
  if (read.ok) return read.value;
  const { kind, message, offset, hint } = read.error;
  return inOtherText(text, path, rendering.meter, () => {
    throw new Fault(kind, message, { offset, hint });
  });
}

/** Notes the blocks of a page behind those that are known: the page that extends has the first word. */
export function noteBlocks(nodes: readonly Node[], blocks: PageState['blocks']): void {
  for (const node of nodes) {
    if (node.kind === 'block') blocks.set(node.name, [...(blocks.get(node.name) ?? []), node]);
    for (const body of bodiesOf(node)) noteBlocks(body, blocks);
  }
}

function bodiesOf(node: Node): readonly (readonly Node[])[] {
  if (node.kind === 'if') return [...node.branches.map(({ body }) => body), node.otherwise];
  if (node.kind === 'for') return [node.body, node.otherwise];
  return 'body' in node ? [node.body] : [];
}

/** A block as the first page that has it says; `super()` gives what the next one says. */
export function blockText(name: string, index: number, context: Context): string {
  const { page, rendering, locals } = context;
  const block = page.blocks.get(name)?.[index];
  if (block === undefined)
    throw new Fault('undefined', `no template above has the block \`${name}\``, {
      hint: 'leave out `super()`',
    });
  const inner: Context = {
    ...context,
    locals: innerLocals(block.scoped ? locals : page.locals),
    isInner: true,
  };
  inner.locals.values.set('super', thingOf('a block', { call: () => blockText(name, index + 1, context) }));
  const value: Value = rendering.meter.nested(() => rendering.renderBody(block.body, inner));
  return value === null ? '' : textOf(value, rendering.meter);
}

/** Every block by its name, to be put out once more. */
export function selfOf(context: Context): Thing {
  const entries = [...context.page.blocks.keys()].map(
    (name) => [name, thingOf('a block', { call: () => blockText(name, 0, context) })] as const,
  );
  return thingOf('a template', { members: new Map<string, Value>(entries) });
}
