import { Fault } from '../../fault.ts';
import type { Args, Term } from '../syntax.ts';
import { type Cursor, itemsUpTo, type ParseTerm } from './cursor.ts';

/** `(a, b, key=c)`, from its opening bracket to its closing one. */
export function parseArgs(cursor: Cursor, term: ParseTerm): Args {
  cursor.expect('(');
  const positional: Term[] = [];
  const named: (readonly [string, Term])[] = [];
  const spread: Spread = { '*': undefined, '**': undefined };
  itemsUpTo(')', cursor, () => {
    const mark = cursor.is('*') ? '*' : cursor.is('**') ? '**' : undefined;
    if (mark === undefined) parseArg(cursor, term, positional, named);
    else parseSpread(mark, cursor, term, spread);
  });
  return { positional, named, list: spread['*'], mapping: spread['**'] };
}

type Spread = Record<'*' | '**', Term | undefined>;

function parseSpread(mark: '*' | '**', cursor: Cursor, term: ParseTerm, spread: Spread): void {
  const { offset } = cursor.take();
  if (spread[mark] !== undefined || (mark === '*' && spread['**'] !== undefined))
    throw new Fault('syntax', `\`${mark}\` may stand once before an argument, \`*\` before \`**\``, {
      offset,
    });
  spread[mark] = term(cursor);
}

function parseArg(
  cursor: Cursor,
  term: ParseTerm,
  positional: Term[],
  named: (readonly [string, Term])[],
): void {
  const token = cursor.peek();
  if (token.kind === 'name' && cursor.is('=', 1)) {
    cursor.take();
    cursor.take();
    named.push([token.text, term(cursor)]);
    return;
  }
  if (named.length > 0)
    throw new Fault('syntax', 'an argument without a name follows one with a name', { offset: token.offset });
  positional.push(term(cursor));
}
