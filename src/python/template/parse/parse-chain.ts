import { Fault } from '../../fault.ts';
import { findRoutine, isRoutine, shortName } from '../registry.ts';
import { type Callee, checkArgs } from '../routine.ts';
import type { Args, Term, TermLink } from '../syntax.ts';
import { type Cursor, type ParseTerm, unexpected } from './cursor.ts';
import { parseArgs } from './parse-args.ts';
import { keywords, parsePrimary } from './parse-primary.ts';

/** A value with its signs, members, calls, filters and tests: `-x.y[0]|abs is odd`. */
export function parseChain(cursor: Cursor, term: ParseTerm): Term {
  const base = parseSigned(cursor, term);
  const links: TermLink[] = [];
  for (;;) {
    const link = parseMember(cursor, term) ?? parseFilterOrTest(cursor, term);
    if (link === undefined) break;
    links.push(link);
  }
  return chained(base, links);
}

function chained(base: Term, links: readonly TermLink[]): Term {
  if (links.length === 0) return base;
  if (base.kind === 'chain') return { ...base, links: [...base.links, ...links] };
  return { kind: 'chain', base, links, offset: base.offset };
}

/** A sign binds looser than members and tighter than filters: `-x.y|abs` is the filter of the negative. */
function parseSigned(cursor: Cursor, term: ParseTerm): Term {
  const { text, offset } = cursor.peek();
  if (!(cursor.is('-') || cursor.is('+'))) return parseWithMembers(cursor, term);
  cursor.take();
  const operand = cursor.nested(() => parseSigned(cursor, term));
  return { kind: 'sign', operator: text === '-' ? '-' : '+', operand, offset };
}

function parseWithMembers(cursor: Cursor, term: ParseTerm): Term {
  const base = parseBase(cursor, term);
  const links: TermLink[] = [];
  for (;;) {
    const link = parseMember(cursor, term);
    if (link === undefined) return chained(base, links);
    links.push(link);
  }
}

function parseBase(cursor: Cursor, term: ParseTerm): Term {
  const { kind, text: name, offset } = cursor.peek();
  if (kind !== 'name' || !cursor.is('(', 1) || keywords.has(name) || !isRoutine({ kind: 'function', name }))
    return parsePrimary(cursor, term);
  cursor.take();
  return { kind: 'call', name, args: callArgs(cursor, term, { kind: 'function', name, offset }), offset };
}

function parseMember(cursor: Cursor, term: ParseTerm): TermLink | undefined {
  const { offset } = cursor.peek();
  if (cursor.accept('.') !== undefined) return parseDotted(cursor, term);
  if (cursor.accept('[') !== undefined) return parseSubscript(cursor, term, offset);
  return cursor.is('(') ? { kind: 'call', args: parseArgs(cursor, term), offset } : undefined;
}

function parseDotted(cursor: Cursor, term: ParseTerm): TermLink {
  const token = cursor.take();
  const { text: name, offset } = token;
  if (token.kind === 'integer') {
    return { kind: 'item', key: { kind: 'constant', value: Number(name), offset }, offset };
  }
  if (token.kind !== 'name') throw unexpected(token, 'a name behind the dot');
  if (!cursor.is('(')) return { kind: 'attribute', name, offset };
  const method = { kind: 'method', name, offset } as const;
  // A thing such as a module of macros has methods of its own.
  if (!isRoutine(method)) return { kind: 'attribute', name, offset };
  return { ...method, args: callArgs(cursor, term, method) };
}

function parseSubscript(cursor: Cursor, term: ParseTerm, offset: number): TermLink {
  const bounds = [parseBound(cursor, term)];
  while (bounds.length < 3 && cursor.accept(':') !== undefined) bounds.push(parseBound(cursor, term));
  const [key] = bounds;
  if (bounds.length === 1 && key === undefined) throw unexpected(cursor.peek(), 'a key');
  cursor.expect(']');
  return key === undefined || bounds.length > 1
    ? { kind: 'slice', bounds, offset }
    : { kind: 'item', key, offset };
}

function parseBound(cursor: Cursor, term: ParseTerm): Term | undefined {
  return cursor.is(':') || cursor.is(']') ? undefined : term(cursor);
}

function parseFilterOrTest(cursor: Cursor, term: ParseTerm): TermLink | undefined {
  if (cursor.accept('|') !== undefined) {
    const filter = placed(cursor, 'filter');
    return { ...filter, args: callArgs(cursor, term, filter) };
  }
  if (cursor.accept('is') === undefined) return undefined;
  const negated = cursor.accept('not') !== undefined;
  const test = placed(cursor, 'test');
  const args = testArgs(cursor, term, test);
  if (cursor.is('is'))
    throw new Fault('syntax', 'a test cannot follow a test', {
      offset: cursor.peek().offset,
      hint: 'put the first in round brackets',
    });
  return { ...test, negated, args };
}

/** `| upper | indent(2)`; `begun`: without the first bar. */
export function parseFilters(
  cursor: Cursor,
  term: ParseTerm,
  start: 'begun' | 'barred' = 'barred',
): readonly TermLink[] {
  const links: TermLink[] = [];
  for (let isNext = start === 'begun' || cursor.accept('|') !== undefined; isNext; ) {
    const filter = placed(cursor, 'filter');
    links.push({ ...filter, args: callArgs(cursor, term, filter) });
    isNext = cursor.accept('|') !== undefined;
  }
  return links;
}

/** What is called, and where in the text. */
interface PlacedCallee extends Callee {
  readonly offset: number;
}

function placed<Kind extends 'filter' | 'test'>(
  cursor: Cursor,
  kind: Kind,
): PlacedCallee & { readonly kind: Kind } {
  const what = `the name of a ${kind}`;
  const { text, offset } = cursor.expectName(what);
  const parts = [text];
  while (cursor.accept('.') !== undefined) parts.push(cursor.expectName(what).text);
  return { kind, name: shortName(parts.join('.')), offset };
}

function callArgs(cursor: Cursor, term: ParseTerm, callee: PlacedCallee): Args {
  const routine = findRoutine(callee, callee.offset);
  const args = cursor.is('(') ? parseArgs(cursor, term) : noArgs;
  checkArgs(routine, callee.name, args, callee.offset);
  if (callee.kind === 'filter') checkInner(callee.name, args);
  return args;
}

/** Filters that call a filter or test by its name, and which argument that name is. */
const callers: ReadonlyMap<string, { readonly kind: 'filter' | 'test'; readonly at: number }> = new Map([
  ['map', { kind: 'filter', at: 0 }],
  ['select', { kind: 'test', at: 0 }],
  ['reject', { kind: 'test', at: 0 }],
  ['selectattr', { kind: 'test', at: 1 }],
  ['rejectattr', { kind: 'test', at: 1 }],
]);

/** `map('uper')` is wrong before it runs. */
function checkInner(name: string, { positional, ...others }: Args): void {
  const caller = callers.get(name);
  const inner = caller === undefined ? undefined : positional[caller.at];
  if (caller === undefined || inner?.kind !== 'constant' || typeof inner.value !== 'string') return;
  const routine = findRoutine({ kind: caller.kind, name: inner.value }, inner.offset);
  checkArgs(routine, inner.value, { ...others, positional: positional.slice(caller.at + 1) }, inner.offset);
}

const noArgs: Args = { positional: [], named: [], list: undefined, mapping: undefined };

/** A test may have its one argument without brackets: `is divisibleby 3`. */
function testArgs(cursor: Cursor, term: ParseTerm, test: PlacedCallee): Args {
  const { kind } = cursor.peek();
  const opens = cursor.is('[') || cursor.is('{');
  const follows =
    kind === 'name'
      ? !keywords.has(cursor.peek().text)
      : kind === 'string' || kind === 'integer' || kind === 'float' || opens;
  if (!follows) return callArgs(cursor, term, test);
  const routine = findRoutine(test, test.offset);
  const args = { ...noArgs, positional: [parseWithMembers(cursor, term)] };
  checkArgs(routine, test.name, args, test.offset);
  return args;
}
