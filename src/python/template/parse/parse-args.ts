import { Fault } from '../../fault.ts';
import type { Args, Term } from '../syntax.ts';
import { type Cursor, itemsUpTo, type ParseTerm } from './cursor.ts';

/** `(a, b, key=c)`, from its opening bracket to its closing one. */
export function parseArgs(cursor: Cursor, term: ParseTerm): Args {
  cursor.expect('(');
  const positional: Term[] = [];
  const named: (readonly [string, Term])[] = [];
  itemsUpTo(')', cursor, () => parseArg(cursor, term, positional, named));
  return { positional, named };
}

function parseArg(
  cursor: Cursor,
  term: ParseTerm,
  positional: Term[],
  named: (readonly [string, Term])[],
): void {
  const token = cursor.peek();
  if (cursor.is('*') || cursor.is('**')) {
    throw new Fault('syntax', `\`${token.text}\` before an argument is not supported`, {
      offset: token.offset,
      hint: 'write the arguments one by one',
    });
  }
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
