import { Fault } from '../../fault.ts';
import type { Meter } from '../../meter.ts';
import { known, type Value } from '../../values/value.ts';
import { findRoutine } from '../registry.ts';
import { bind, type Callee, type GivenArguments } from '../routine.ts';

/** Calls a filter, test, method or function. A misfit names it. */
export function invoke(callee: Callee, input: Value, given: GivenArguments, meter: Meter): Value {
  const routine = findRoutine(callee);
  meter.step();
  if (!routine.lenient) known(input);
  try {
    return routine.apply({
      input,
      ...bind(routine, given),
      meter,
      invoke: (inner, value, further) => invoke(inner, value, further, meter),
    });
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== 'type') throw error;
    throw new Fault('type', `\`${callee.name}\`: ${error.message}`, {
      offset: error.offset,
      hint: error.hint,
    });
  }
}
