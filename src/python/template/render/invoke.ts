import { Fault } from '../../fault.ts';
import type { Meter } from '../../meter.ts';
import { known, type Value } from '../../values/value.ts';
import { filters, tests } from '../registry.ts';
import { bind, findRoutine, type GivenArguments, type RoutineKind, type Routines } from '../routine.ts';

/** What is called: of which kind, and under which name. */
export interface Callee {
  readonly routines: Routines;
  readonly kind: RoutineKind;
  readonly name: string;
}

/** Calls a filter, test, method or function. A misfit names it. */
export function invoke(
  { routines, kind, name }: Callee,
  input: Value,
  given: GivenArguments,
  meter: Meter,
): Value {
  const routine = findRoutine(routines, kind, name);
  meter.step();
  if (!routine.lenient) known(input);
  try {
    return routine.apply({
      input,
      ...bind(routine, given),
      meter,
      filter: (inner, value, further) =>
        invoke({ routines: filters, kind: 'filter', name: inner }, value, further, meter),
      test: (inner, value, further) =>
        invoke({ routines: tests, kind: 'test', name: inner }, value, further, meter),
    });
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== 'type') throw error;
    throw new Fault('type', `\`${name}\`: ${error.message}`, { offset: error.offset, hint: error.hint });
  }
}
