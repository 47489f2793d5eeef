import type { RunEvent } from '../model/run/event.ts';
import type { View } from '../renderers/view.ts';

/** A view that hands every event of a run to `listener`, in order. */
export function events(listener: (event: RunEvent) => void): View {
  return { show: listener, note: () => undefined, close: () => undefined };
}
