import { civilAt } from '../../../python/time/civil.ts';

/** A moment, in whole seconds since 1970, as `2026-11-29T15:24:44`. */
export function utcOf(epoch: number): string {
  const { year, month, day, hour, minute, second } = civilAt(epoch * 1000, 0);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${[hour, minute, second].map(two).join(':')}`;
}
