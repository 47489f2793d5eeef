import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** The lines of a stream, one for each time of asking. */
export interface PipedLines {
  /** Without its newline; undefined when there is none left, or when `signal` aborts first. */
  next(signal?: AbortSignal): Promise<string | undefined>;
}

/** A reader of lines takes more than one at a time: closed after each answer it would lose the answers behind it. */
export function linesOf(input: Readable): PipedLines {
  const kept: string[] = [];
  const waiting: ((line: string | undefined) => void)[] = [];
  let hasEnded = false;
  const lines = createInterface({ input, terminal: false });
  lines.on('line', (line) => {
    const answer = waiting.shift();
    if (answer === undefined) kept.push(line);
    else answer(line);
    if (waiting.length === 0) input.pause();
  });
  lines.once('close', () => {
    hasEnded = true;
    for (const answer of waiting.splice(0)) answer(undefined);
  });
  return {
    next(signal) {
      if (kept.length > 0) return Promise.resolve(kept.shift());
      if (hasEnded || signal?.aborted) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        waiting.push(resolve);
        signal?.addEventListener(
          'abort',
          () => {
            const at = waiting.indexOf(resolve);
            if (at >= 0) waiting.splice(at, 1);
            // Nobody waits for the pipe any more: it must not keep the process.
            input.pause();
            resolve(undefined);
          },
          { once: true },
        );
        input.resume();
      });
    },
  };
}
