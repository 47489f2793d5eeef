import type { Journal } from './append.ts';

/** Keeps nothing: a preview leaves no trace. */
export function noJournal(): Promise<Journal> {
  const nothing = (): Promise<void> => Promise.resolve();
  const { signal } = new AbortController();
  return Promise.resolve({ append: nothing, trouble: signal, [Symbol.asyncDispose]: nothing });
}
