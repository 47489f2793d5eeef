import type { Call, Fault } from '../engine/model-host.ts';
import type { Dice } from './dice.ts';

export function drawFault(call: Call, loss: number, dice: Dice): Fault {
  // The first look at a host is not what this is about: it would only refuse the run.
  if (call === 'connect' || !dice.chance(loss)) return 'none';
  return dice.pick(['lost-before', 'lost-after'] as const);
}

/** `often`: how often a host begins a batch of its own. */
export function drawBatches(
  names: readonly string[],
  often: number,
  dice: Dice,
): readonly (readonly string[])[] {
  const batches: string[][] = [];
  for (const name of names) {
    const last = batches.at(-1);
    if (last === undefined || dice.chance(often)) batches.push([name]);
    else last.push(name);
  }
  return batches;
}
