/** Hands every chunk to the one listener, in order; those that came before it are kept for it. */
export interface Inbox {
  take(stream: Stream, bytes: Uint8Array): void;
  listen(listener: Listener): void;
  /** Lets go of what was kept and of all that still comes. */
  discard(): void;
}

type Stream = 'stdout' | 'stderr';
type Listener = (stream: Stream, bytes: Uint8Array) => void;

/** The flow from the host, stopped while nobody listens and enough is kept. */
export interface Flow {
  pause(): void;
  resume(): void;
}

export function openInbox(flow: Flow, keepBytes: number): Inbox {
  const kept: [Stream, Uint8Array][] = [];
  let keptBytes = 0;
  let listener: Listener | undefined;
  let discarded = false;

  return {
    take(stream, bytes) {
      if (discarded) return;
      if (listener !== undefined) return listener(stream, bytes);
      kept.push([stream, bytes]);
      keptBytes += bytes.length;
      if (keptBytes >= keepBytes) flow.pause();
    },
    listen(next) {
      if (listener !== undefined) throw new Error('this pipe has a listener already');
      listener = next;
      for (const [stream, bytes] of kept.splice(0)) next(stream, bytes);
      flow.resume();
    },
    discard() {
      discarded = true;
      kept.length = 0;
      flow.resume();
    },
  };
}
