import type { Journal } from './append.ts';

/** Keeps nothing: a preview leaves no trace. */
export function noJournal(): Promise<Journal> {
  const nothing = (): Promise<void> => Promise.resolve();
  return Promise.resolve({ append: nothing, [Symbol.asyncDispose]: nothing });
}
