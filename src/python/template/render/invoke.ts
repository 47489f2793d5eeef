import { Fault } from '../../fault.ts';
import { type GivenArguments, known, undefinedValue, type Value } from '../../values/value.ts';
import { doorOf } from '../lookups/lookup.ts';
import { findRoutine } from '../registry.ts';
import { bind, type Callee, type CallMeans } from '../routine.ts';
import type { Rendering } from './rendering.ts';
import { mergedAt, unsealed, valueAt } from './variable.ts';

/** Calls a filter, test, method or function. A misfit names it. */
export function invoke(callee: Callee, input: Value, given: GivenArguments, rendering: Rendering): Value {
  const routine = findRoutine(callee);
  rendering.meter.step();
  if (!routine.lenient) known(input);
  try {
    return routine.apply({ ...meansOf(rendering), input, ...bind(routine, given) });
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== 'type') throw error;
    throw new Fault('type', `\`${callee.name}\`: ${error.message}`, {
      offset: error.offset,
      hint: error.hint,
    });
  }
}

export function meansOf(rendering: Rendering): CallMeans {
  const { meter, scope } = rendering;
  return {
    meter,
    scope,
    invoke: (inner, value, further) => invoke(inner, value, further, rendering),
    variable: (name) => variableNamed(name, rendering),
    page: rendering.renderPage,
    chance: () => doorOf({ scope }).chance(chanceKey(rendering)),
  };
}

function variableNamed(name: string, rendering: Rendering): Value {
  const { scope, meter } = rendering;
  const found = scope.get(name);
  switch (found.kind) {
    case 'value':
      return unsealed(found.value);
    case 'template':
      return valueAt({ kind: 'written', value: found.value, path: [name], offset: meter.at }, rendering);
    case 'merged':
      return mergedAt(name, found.parts, meter.at, rendering);
    case 'pending':
      throw new Fault('pending', found.why);
    case 'refused':
      throw new Fault('syntax', found.why, { hint: found.hint });
    case 'missing':
      return undefinedValue(`\`${name}\` is undefined`, meter.at);
  }
}

/** What makes one use of chance in a run another than all others: text, place, host, item, and how often before. */
function chanceKey(rendering: Rendering): string {
  const { source, meter, scope } = rendering;
  const about = ['inventory_hostname', 'item'].map((name) => {
    const found = scope.get(name);
    return found.kind === 'value' ? found.value : null;
  });
  rendering.drawn += 1;
  return JSON.stringify([source, meter.at, rendering.drawn, ...about]);
}
