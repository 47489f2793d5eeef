import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import { gatherWrites } from './socket.ts';

/** What leaves, piece by piece. */
function listening(): { readonly sock: Duplex; readonly pieces: readonly string[] } {
  const pieces: string[] = [];
  const sock = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, done) => {
      pieces.push(chunk.toString());
      done();
    },
    writev: (chunks, done) => {
      pieces.push(chunks.map(({ chunk }) => String(chunk)).join(''));
      done();
    },
  });
  return { sock, pieces };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('what is written in one turn leaves together, in order, and the next turn by itself', async () => {
  const { sock, pieces } = listening();
  gatherWrites(sock);
  for (const part of ['length ', 'content ', 'tag']) sock.write(part);
  expect(pieces).toEqual([]);
  await turn();
  sock.write('next');
  await turn();
  expect(pieces).toEqual(['length content tag', 'next']);
});

test('an end in the same turn loses nothing, and a write tells when it is done', async () => {
  const { sock, pieces } = listening();
  gatherWrites(sock);
  const done = new Promise((resolve) => sock.write('first ', resolve));
  sock.write('last');
  sock.end();
  await done;
  await turn();
  expect(pieces.join('')).toBe('first last');
});
