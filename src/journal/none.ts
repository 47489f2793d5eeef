import type { RunEvent } from '../model/event.ts';

/** Keeps nothing: a preview leaves no trace. */
export function noJournal(_event: RunEvent): Promise<void> {
  return Promise.resolve();
}
