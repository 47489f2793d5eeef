import { equals } from '../../values/compare.ts';
import { isList, isMapping, isTrue, type Mapping, type Value } from '../../values/value.ts';
import { mappingArg } from '../arguments.ts';
import { type Routine, type Routines, routine } from '../routine.ts';

/** How a registered task went. */
export const resultTests: Routines = {
  failed: has('failed'),
  failure: has('failed'),
  succeeded: lacks('failed'),
  success: lacks('failed'),
  successful: lacks('failed'),
  changed: routine('', ({ input }) => isChanged(mappingArg(input))),
  change: routine('', ({ input }) => isChanged(mappingArg(input))),
  skipped: has('skipped'),
  skip: has('skipped'),
  unreachable: has('unreachable'),
  reachable: lacks('unreachable'),
  finished: hasCome('finished'),
  started: hasCome('started'),
};

function has(key: string): Routine {
  return routine('', ({ input }) => isSet(mappingArg(input), key));
}

/** What was not sent into the background has come there all the same. */
function hasCome(key: string): Routine {
  return routine('', ({ input, meter }) => {
    const result = mappingArg(input);
    return !Object.hasOwn(result, key) || equals(result[key] as Value, 1, meter);
  });
}

function lacks(key: string): Routine {
  return routine('', ({ input }) => !isSet(mappingArg(input), key));
}

function isSet(mapping: Mapping, key: string): boolean {
  return Object.hasOwn(mapping, key) && isTrue(mapping[key] as Value);
}

/** A result of a loop is changed when one of its rounds is. */
function isChanged(result: Mapping): boolean {
  if (Object.hasOwn(result, 'changed')) return isSet(result, 'changed');
  const rounds = Object.hasOwn(result, 'results') ? result['results'] : undefined;
  return isList(rounds) && rounds.some((round) => isMapping(round) && isSet(round, 'changed'));
}
