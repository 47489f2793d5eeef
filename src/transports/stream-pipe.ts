import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { Pipe, PipeEnd } from '../model/ports.ts';
import { openInbox } from './inbox.ts';

/** What a command on a host is to this machine: three streams and an end. */
export interface CommandStreams {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** How it ended. May resolve before the last chunk has come out of the streams. */
  readonly over: Promise<PipeEnd>;
  /** Lets go of the command: its standard input ends and its output goes nowhere. It is not killed. */
  readonly close: () => void;
}

const keptBytes = 1024 * 1024;
/** How long an ending command may take to say its exit code after it was let go of. */
const farewellMs = 1000;

/**
 * The command as a `Pipe`. One that says over 1 MiB before anybody listens has to wait for a listener; all others end
 * by themselves.
 */
export function pipeOf(streams: CommandStreams): Pipe {
  const { stdin, stdout, stderr } = streams;
  const inbox = openInbox(stdout, stderr, keptBytes);
  // A command that ends while it is being written to is no error: `ended` tells.
  for (const stream of [stdin, stdout, stderr]) stream.on('error', () => {});

  let hasEnded = false;
  let settle = (_: PipeEnd): void => {};
  const ended = new Promise<PipeEnd>((resolve) => {
    settle = (end) => {
      hasEnded = true;
      resolve(end);
    };
  });
  void Promise.all([streams.over, drained(stdout), drained(stderr)]).then(([end]) => settle(end));

  return {
    ended,
    listen: inbox.listen,
    async write(bytes) {
      if (hasEnded || !stdin.writable) return;
      if (stdin.write(bytes)) return;
      await untilDrained(stdin, ended);
    },
    async [Symbol.asyncDispose]() {
      if (hasEnded) return;
      inbox.discard();
      streams.close();
      const timer = setTimeout(
        () => settle({ kind: 'lost', cause: 'closed here before it ended' }),
        farewellMs,
      );
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Resolves when nothing more will come out of the stream. */
function drained(stream: Readable): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['end', 'close', 'error']) stream.once(event, resolve);
  });
}

async function untilDrained(stdin: Writable, ended: Promise<PipeEnd>): Promise<void> {
  const settled = new AbortController();
  const drain = once(stdin, 'drain', { signal: settled.signal }).catch(() => {});
  await Promise.race([drain, ended]);
  settled.abort();
}
