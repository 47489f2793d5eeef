import type { Readable } from 'node:stream';
import type { Pipe } from '../model/ports.ts';

/** Hands every chunk to the one listener, in order; those that came before it are kept for it. */
export interface Inbox {
  readonly listen: Pipe['listen'];
  /** Lets go of what was kept and of all that still comes. */
  discard(): void;
}

type Listener = Parameters<Pipe['listen']>[0];

/** The outputs of a command. They are stopped while nobody listens and `keepBytes` are kept. */
export function openInbox(stdout: Readable, stderr: Readable, keepBytes: number): Inbox {
  const kept: Parameters<Listener>[] = [];
  let keptBytes = 0;
  let listener: Listener | undefined;
  let discarded = false;

  const take: Listener = (stream, bytes) => {
    if (discarded) return;
    if (listener !== undefined) return listener(stream, bytes);
    kept.push([stream, bytes]);
    keptBytes += bytes.length;
    if (keptBytes < keepBytes) return;
    stdout.pause();
    stderr.pause();
  };
  const resume = (): void => {
    stdout.resume();
    stderr.resume();
  };
  stdout.on('data', (bytes: Buffer) => take('stdout', bytes));
  stderr.on('data', (bytes: Buffer) => take('stderr', bytes));

  return {
    listen(next) {
      if (listener !== undefined) throw new Error('this pipe has a listener already');
      listener = next;
      for (const [stream, bytes] of kept.splice(0)) next(stream, bytes);
      resume();
    },
    discard() {
      discarded = true;
      kept.length = 0;
      resume();
    },
  };
}
