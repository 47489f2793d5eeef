import { isInteger, pythonNumberIn } from '../../values/number.ts';
import { isList, isMapping, isUndefined, type Value } from '../../values/value.ts';
import { type Routines, routine } from '../routine.ts';

/** What something is. */
export const kindTests: Routines = {
  defined: routine('', ({ input }) => !isUndefined(input), { lenient: true }),
  undefined: routine('', ({ input }) => isUndefined(input), { lenient: true }),
  none: routine('', ({ input }) => input === null),
  boolean: routine('', ({ input }) => typeof input === 'boolean'),
  true: routine('', ({ input }) => input === true),
  false: routine('', ({ input }) => input === false),
  string: routine('', ({ input }) => typeof input === 'string'),
  number: routine('', ({ input }) => pythonNumberIn(input) !== undefined),
  integer: routine('', ({ input }) => isInteger(input)),
  float: routine('', ({ input }) => pythonNumberIn(input)?.isFloat === true),
  mapping: routine('', ({ input }) => isMapping(input)),
  sequence: routine('', ({ input }) => isCollection(input)),
  iterable: routine('', ({ input }) => isCollection(input)),
  sameas: routine('other', ({ input, args: [other] }) => input === other),
};

function isCollection(value: Value): boolean {
  return typeof value === 'string' || isList(value) || isMapping(value);
}
