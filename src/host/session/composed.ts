import { HostFailure } from '../../model/run/failure.ts';

/**
 * Runs what puts a message into words; what no shell can be told (a NUL character, a path that is not absolute) becomes
 * a refusal: nothing was sent.
 *
 * @throws {HostFailure} refused
 */
export function composed<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new HostFailure({ kind: 'refused', why: cause.message, hint: undefined }, { cause });
  }
}
