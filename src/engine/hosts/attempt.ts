import { type Failure, HostFailure } from '../../model/run/failure.ts';

export type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** The only place where an exception from a host port becomes a value. A bug becomes a failure of that host alone. */
export async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

/** The same where nothing has to be waited for. */
export function attemptAtOnce<T>(work: () => T): Attempt<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof HostFailure) return error.failure;
  if (!(error instanceof Error)) return { kind: 'internal', why: String(error), stack: '' };
  return { kind: 'internal', why: `${error.name}: ${error.message}`, stack: error.stack ?? '' };
}
