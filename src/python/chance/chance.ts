import type { Chance } from '../../model/lookups.ts';
import { Fault } from '../fault.ts';
import { itemAt } from '../present.ts';

/** Python's `randrange`; `step` is not 0. */
export function inRange(chance: Chance, start: number, stop: number, step: number): number {
  const count = Math.ceil((stop - start) / step);
  if (count <= 0) throw new Fault('type', `there is no number from ${start} to below ${stop}`);
  return start + step * chance.below(count);
}

/** Python's `choice`. */
export function oneOf<T>(chance: Chance, items: ArrayLike<T>): T {
  if (items.length === 0) throw new Fault('type', 'there is nothing to choose from: the list is empty');
  return itemAt(items, chance.below(items.length));
}

/** Python's `shuffle`, of a copy. */
export function shuffled<T>(chance: Chance, items: readonly T[]): readonly T[] {
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = chance.below(at + 1);
    [mixed[at], mixed[other]] = [itemAt(mixed, other), itemAt(mixed, at)];
  }
  return mixed;
}

/** So many characters, each one of `letters`. */
export function randomText(chance: Chance, letters: string, length: number): string {
  return Array.from({ length }, () => oneOf(chance, letters)).join('');
}
