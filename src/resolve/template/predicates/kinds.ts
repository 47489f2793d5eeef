import { type Routines, routine } from '../routine.ts';
import { isList, isMapping, isUndefined, type Value } from '../values/value.ts';

/** What something is. */
export const kindTests: Routines = new Map([
  ['defined', routine('', ({ input }) => !isUndefined(input), { lenient: true })],
  ['undefined', routine('', ({ input }) => isUndefined(input), { lenient: true })],
  ['none', routine('', ({ input }) => input === null)],
  ['boolean', routine('', ({ input }) => typeof input === 'boolean')],
  ['true', routine('', ({ input }) => input === true)],
  ['false', routine('', ({ input }) => input === false)],
  ['string', routine('', ({ input }) => typeof input === 'string')],
  ['number', routine('', ({ input }) => typeof input === 'number' || typeof input === 'boolean')],
  // JSON knows no difference between 1 and 1.0, so what is whole is an integer.
  ['integer', routine('', ({ input }) => typeof input === 'number' && Number.isInteger(input))],
  ['float', routine('', ({ input }) => typeof input === 'number' && !Number.isInteger(input))],
  ['mapping', routine('', ({ input }) => isMapping(input))],
  ['sequence', routine('', ({ input }) => isCollection(input))],
  ['iterable', routine('', ({ input }) => isCollection(input))],
  ['sameas', routine('other', ({ input, args: [other] }) => input === other)],
]);

function isCollection(value: Value): boolean {
  return typeof value === 'string' || isList(value) || isMapping(value);
}
