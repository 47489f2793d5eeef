import { type GivenArguments, type Thing, thingOf, type Value } from '../values/value.ts';
import { bind, type Call, routine } from './routine.ts';

/** Something with a name that a template can call, such as a member of a thing. `params` as for a routine. */
export function callable(
  type: string,
  params: string,
  work: (call: Pick<Call, 'args' | 'rest' | 'named'>) => Value,
): Thing {
  const shape = routine(params, () => null);
  return thingOf(type, { call: (given: GivenArguments) => work(bind(shape, given)) });
}
