import type { Readable, Writable } from 'node:stream';
import type { ServerChannel } from 'ssh2';

/**
 * Sends what a command says on both outputs to the client. Resolves when both have ended and all is sent, or when the
 * channel is closed.
 *
 * One chunk at a time: ssh2 remembers what waits for the client's window in one place for both, and does not forget it
 * when it is sent, so that a wait on one output would repeat bytes of the other and never end.
 */
export async function sendOutputs(
  channel: ServerChannel,
  outputs: { readonly stdout: Readable; readonly stderr: Readable },
  closed: Promise<void>,
): Promise<void> {
  let turn = Promise.resolve();
  const carry = async (from: Readable, to: Writable): Promise<void> => {
    for await (const bytes of from) {
      turn = turn.then(() => Promise.race([closed, sent(channel, to, bytes)]));
      await turn;
    }
  };
  // A pipe that is closed here before its end is the same as one that has ended.
  const all = [carry(outputs.stdout, channel), carry(outputs.stderr, channel.stderr)];
  await Promise.all(all.map((carried) => carried.catch(() => {})));
}

function sent(channel: ServerChannel, to: Writable, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    to.write(bytes, () => {
      Object.assign(channel, {
        _chunk: undefined,
        _chunkcb: undefined,
        _chunkErr: undefined,
        _chunkcbErr: undefined,
      });
      resolve();
    });
  });
}
