import { Fault } from '../fault.ts';
import { mappingOf, namespaceOf, type Value } from '../values/value.ts';
import { integerArg } from './arguments.ts';
import { type Call, type Routines, routine } from './routine.ts';

/** The functions there are. None reads a file, asks a service, or knows the time. */
export const functions: Routines = {
  range: routine('start stop? step?', range),
  dict: routine('*', (call) => mappingOf(namedOnly(call))),
  namespace: routine('*', (call) => namespaceOf(namedOnly(call))),
};

/** More numbers than this are no list anyone loops over. */
const longest = 100_000;

function range({ args: [start, stop, step], meter }: Call): Value {
  const [from, to] =
    stop === undefined ? [0, integerArg(start, 0)] : [integerArg(start, 0), integerArg(stop, 0)];
  const by = integerArg(step, 1);
  if (by === 0) throw new Fault('type', 'the step cannot be 0');
  const length = Math.max(0, Math.ceil((to - from) / by));
  if (length > longest) throw new Fault('limit', `the range has more than ${longest} numbers`);
  meter.step(length);
  return Array.from({ length }, (_, index) => from + index * by);
}

function namedOnly({ rest, named }: Call): ReadonlyMap<string, Value> {
  if (rest.length > 0) throw new Fault('type', 'every member needs a name', { hint: 'write `key=value`' });
  return named;
}
