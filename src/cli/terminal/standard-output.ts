import type { Writable } from 'node:stream';

/** A stream that is watched for what could not be written. */
export interface WatchedWriting {
  readonly write: (text: string) => void;
  /** Why not all could be written; undefined when it could, and when nothing was to be written. */
  readonly unwritten: () => Promise<Error | undefined>;
}

/**
 * Watches a stream for what could not be written. A stream that fails must end nothing while hosts are being changed; that
 * it failed is asked for when all is over, after what was written last has arrived.
 */
export function watchWriting(stream: Writable): WatchedWriting {
  let failure: Error | undefined;
  let hasWritten = false;
  stream.on('error', (error) => {
    failure ??= error;
  });
  return {
    write(text) {
      hasWritten = true;
      stream.write(text);
    },
    unwritten: () =>
      new Promise((resolve) => {
        // The event comes a moment after the stream knows.
        const known = (): Error | undefined => failure ?? stream.errored ?? undefined;
        if (!hasWritten || known() !== undefined) resolve(known());
        else stream.write('', (error) => resolve(known() ?? error ?? undefined));
      }),
  };
}
