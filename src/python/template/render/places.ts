import { attempt, Fault, placeIn } from '../../fault.ts';
import type { Meter } from '../../meter.ts';

/** Does what belongs to another text: what goes wrong in it has a place there, and the offset of who asked for it. */
export function inOtherText<T>(text: string, path: string | undefined, meter: Meter, work: () => T): T {
  const { at } = meter;
  const done = attempt(work, () => meter.at);
  meter.at = at;
  if (done.ok) return done.value;
  const { kind, message, offset, hint } = done.error;
  const { line, column } = placeIn(text, offset);
  // One that came through several pages has the place where it went wrong already.
  const isPlaced = /, at \S+:\d+:\d+$/.test(message);
  const where = path === undefined || isPlaced ? '' : `, at ${path}:${line}:${column}`;
  throw new Fault(kind, message + where, { hint });
}
