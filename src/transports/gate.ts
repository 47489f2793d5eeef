import { refuseWhenAborted, unlessAborted } from './deadline.ts';

/** Lets a limited number through at the same time, in the order of asking. */
export interface Gate {
  /** Waits for a turn. Returns the way out; calling it again does nothing. Rejects when `signal` aborts first. */
  enter(signal: AbortSignal): Promise<() => void>;
  /** Halves the width for good, to no less than one. */
  narrow(): void;
}

export function openGate(width: number): Gate {
  let allowed = width;
  let inside = 0;
  const waiting = new Set<() => void>();

  const admit = (): void => {
    for (const start of waiting) {
      if (inside >= allowed) return;
      waiting.delete(start);
      inside += 1;
      start();
    }
  };
  const wayOut = (): (() => void) => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      inside -= 1;
      admit();
    };
  };

  return {
    async enter(signal) {
      refuseWhenAborted(signal);
      let start = (): void => {};
      const turn = new Promise<void>((resolve) => {
        start = resolve;
      });
      waiting.add(start);
      admit();
      try {
        await unlessAborted(signal, turn);
        return wayOut();
      } catch (reason) {
        // The turn may have come in the very tick of the abort: it is passed on, not lost.
        if (!waiting.delete(start)) wayOut()();
        throw reason;
      }
    },
    narrow() {
      allowed = Math.max(1, Math.floor(allowed / 2));
    },
  };
}
