import { expect, test } from 'vitest';
import { virtualClock } from '../../../test/engine/virtual-clock.ts';
import type { Pipe } from '../../model/ports.ts';
import { openLine } from './line.ts';

/** A pipe on which something has arrived already; it keeps it for whoever listens, and may be listened to once. */
function pipeWith(...kept: readonly string[]): Pipe {
  let listeners = 0;
  return {
    write: async () => undefined,
    ended: new Promise(() => undefined),
    [Symbol.asyncDispose]: async () => undefined,
    listen: (listener) => {
      listeners += 1;
      expect(listeners).toBe(1);
      for (const text of kept) listener('stderr', Buffer.from(text));
    },
  };
}

test('what came before anybody listened is heard by the first who does, and by nobody else', () => {
  const line = openLine(pipeWith('Password', ':'), virtualClock());
  const first: string[] = [];
  const second: string[] = [];
  line.to((_stream, bytes) => first.push(Buffer.from(bytes).toString()));
  line.to((_stream, bytes) => second.push(Buffer.from(bytes).toString()));
  expect(first).toEqual(['Password', ':']);
  expect(second).toEqual([]);
});
