import { Fault } from '../../fault.ts';
import { takenBy } from '../names.ts';
import { callerName, type MacroParam, type Node, type Term } from '../syntax.ts';
import { type Cursor, itemsUpTo } from './cursor.ts';
import { atEnd, type Block, parseName, readLast } from './parse-block.ts';
import { parseTerm } from './parse-operators.ts';

/** `{% macro name(a, b=1) %}…{% endmacro %}` */
export function parseMacro(cursor: Cursor, block: Block): Node {
  const { offset } = block;
  const name = parseName(cursor);
  const params = parseParams(cursor);
  atEnd(cursor, undefined);
  const body = readLast(block, 'endmacro');
  return { kind: 'macro', name, params, body, takes: takenBy(body), offset };
}

/** `{% call(item) name(…) %}…{% endcall %}`: the body is `caller` in the macro that is called. */
export function parseCallBlock(cursor: Cursor, block: Block): Node {
  const { offset } = block;
  const params = cursor.is('(') ? parseParams(cursor) : [];
  const call = withCaller(atEnd(cursor, parseTerm(cursor)));
  const body = readLast(block, 'endcall');
  return { kind: 'call', params, call, body, takes: takenBy(body), offset };
}

function withCaller(term: Term): Term {
  const caller = ['caller', { kind: 'name', name: callerName, offset: term.offset }] as const;
  const last = term.kind === 'chain' ? term.links.at(-1) : undefined;
  if (term.kind === 'chain' && last?.kind === 'call') {
    const link = { ...last, args: { ...last.args, named: [...last.args.named, caller] } };
    return { ...term, links: [...term.links.slice(0, -1), link] };
  }
  throw new Fault('syntax', 'expected the call of a macro', {
    offset: term.offset,
    hint: 'write `{% call name(…) %}`',
  });
}

function parseParams(cursor: Cursor): readonly MacroParam[] {
  const params: MacroParam[] = [];
  cursor.expect('(');
  itemsUpTo(')', cursor, () => {
    const { offset } = cursor.peek();
    const name = parseName(cursor);
    const otherwise = cursor.accept('=') === undefined ? undefined : parseTerm(cursor);
    if (otherwise === undefined && params.some((param) => param.otherwise !== undefined))
      throw new Fault('syntax', 'a parameter without a default follows one with a default', { offset });
    params.push({ name, otherwise });
  });
  return params;
}
