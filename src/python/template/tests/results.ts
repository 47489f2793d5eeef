import { isList, isMapping, isTrue, type Mapping, type Value } from '../../values/value.ts';
import { mappingArg } from '../arguments.ts';
import { type Call, type Routines, routine } from '../routine.ts';

/** How a registered task went. */
export const resultTests: Routines = new Map([
  ...['failed', 'failure'].map((name) => [name, routine('', (call) => has(call, 'failed'))] as const),
  ...['succeeded', 'success', 'successful'].map(
    (name) => [name, routine('', (call) => !has(call, 'failed'))] as const,
  ),
  ...['changed', 'change'].map(
    (name) => [name, routine('', ({ input }) => isChanged(mappingArg(input)))] as const,
  ),
  ...['skipped', 'skip'].map((name) => [name, routine('', (call) => has(call, 'skipped'))] as const),
  ['unreachable', routine('', (call) => has(call, 'unreachable'))],
  ['reachable', routine('', (call) => !has(call, 'unreachable'))],
]);

function has({ input }: Call, key: string): boolean {
  return isSet(mappingArg(input), key);
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
