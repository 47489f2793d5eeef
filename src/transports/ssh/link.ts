import type { ClientChannel } from 'ssh2';
import type { Link, Pipe } from '../../model/ports.ts';
import { type Failure, HostFailure } from '../../model/run/failure.ts';
import { pause, unlessAborted, within } from '../deadline.ts';
import { openGate } from '../gate.ts';
import { pipeOfChannel } from './channel.ts';
import type { SshConnection } from './connection.ts';
import { onOpened } from './opened-channel.ts';

/** An sshd allows 10 by default (MaxSessions) and is often told to allow fewer. */
const channelsAtOnce = 4;
/** On a line that is half open nobody ever answers the request for a channel. */
const openTimeoutMs = 15_000;
const firstPauseMs = 50;
const tries = 7;

/** The link over a connection. Disposing it calls `leave`, once. */
export function linkOver(connection: SshConnection, leave: () => Promise<void>): Link {
  const gate = openGate(channelsAtOnce);
  let left: Promise<void> | undefined;
  const late = (): Failure => ({ kind: 'timeout', what: 'starting a command', limitMs: openTimeoutMs });
  return {
    async start(command, signal) {
      const exit = await gate.enter(signal);
      try {
        const pipe = await within({ limitMs: openTimeoutMs, signal, late }, (inTime) =>
          openPipe(connection, command, inTime),
        );
        void pipe.ended.then(exit);
        return pipe;
      } catch (reason) {
        exit();
        throw reason;
      }
    },
    async [Symbol.asyncDispose]() {
      left ??= leave();
      await left;
    },
  };
}

/** A full sshd refuses a channel; one of ours may be just ending, so it is asked again for about three seconds. */
async function openPipe(connection: SshConnection, command: string, signal: AbortSignal): Promise<Pipe> {
  for (let pauseMs = firstPauseMs, left = tries; ; pauseMs *= 2, left -= 1) {
    const pipe = await unlessAborted(signal, execute(connection, command, signal));
    if (!(pipe instanceof Error)) return pipe;
    if (!isChannelRefusal(pipe)) throw failureOf(pipe, connection);
    if (left === 1) throw full(pipe);
    await pause(pauseMs, signal);
  }
}

/** The command's pipe, or ssh2's error. That the host does not start the command is told by the end of the pipe. */
function execute(connection: SshConnection, command: string, signal: AbortSignal): Promise<Pipe | Error> {
  const { client } = connection;
  return new Promise((resolve) => {
    let begin: ReturnType<typeof pipeOfChannel> | undefined;
    const opened = (channel: ClientChannel): void => {
      // Nobody waits any more.
      if (signal.aborted) {
        channel.close();
        return;
      }
      // At once: output, exit code and end may stand behind the answer in the same segment.
      begin ??= pipeOfChannel(channel, connection);
      resolve(begin.pipe);
    };
    try {
      onOpened(client, opened, () =>
        client.exec(command, (error, channel) => {
          if (error === undefined) return opened(channel);
          const { failure } = failureOf(error, connection);
          // A loss is told by the channel's own end.
          if (failure.kind === 'refused') begin?.fail(failure);
          resolve(error);
        }),
      );
    } catch (error) {
      resolve(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

function failureOf(error: Error, connection: SshConnection): HostFailure {
  const lost = connection.lostCause();
  if (lost !== undefined || error.message !== 'Unable to exec') {
    return new HostFailure({ kind: 'lost', cause: lost ?? error.message }, { cause: error });
  }
  return new HostFailure({
    kind: 'refused',
    why: 'the host does not let this user run commands',
    hint: "look for ForceCommand in its sshd_config and at the options in the user's authorized_keys",
  });
}

function isChannelRefusal(error: Error): boolean {
  return error.message.startsWith('(SSH) Channel open failure');
}

function full(error: Error): HostFailure {
  return new HostFailure(
    {
      kind: 'refused',
      why: 'the host opens no further session on this connection (MaxSessions of its sshd)',
      hint: 'on the host: sshd -T | grep -i maxsessions, and raise it in its sshd_config',
    },
    { cause: error },
  );
}
