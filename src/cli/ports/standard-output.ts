import type { Writable } from 'node:stream';

/**
 * Watches a stream for what could not be written. A stream that fails must end nothing while hosts are being changed; that
 * it failed is asked for when all is over, after what was written last has arrived: undefined when everything has.
 */
export function watchWriting(stream: Writable): () => Promise<Error | undefined> {
  let failure: Error | undefined;
  stream.on('error', (error) => {
    failure ??= error;
  });
  return () =>
    new Promise((resolve) => {
      // The event comes a moment after the stream knows.
      const known = (): Error | undefined => failure ?? stream.errored ?? undefined;
      if (known() !== undefined) resolve(known());
      else stream.write('', (error) => resolve(known() ?? error ?? undefined));
    });
}
