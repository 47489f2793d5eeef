import type { ClientChannel } from 'ssh2';
import type { Pipe, PipeEnd } from '../../model/ports.ts';
import type { Failure } from '../../model/run/failure.ts';
import { exitCodeOfSignal } from '../local.ts';
import { pipeOf } from '../stream-pipe.ts';
import type { SshConnection } from './connection.ts';

/** A command on the host as a `Pipe`. `fail`: the host does not start it, for that reason. */
export function pipeOfChannel(
  channel: ClientChannel,
  connection: SshConnection,
): { readonly pipe: Pipe; readonly fail: (failure: Failure) => void } {
  let fail = (_: Failure): void => {};
  const failed = new Promise<PipeEnd>((resolve) => {
    fail = (failure) => {
      // The host may say no more of this channel.
      for (const stream of [channel, channel.stderr]) stream.push(null);
      channel.close();
      resolve({ kind: 'failed', failure });
    };
  });
  const pipe = pipeOf({
    stdin: channel,
    stdout: channel,
    stderr: channel.stderr,
    over: Promise.race([failed, endOf(channel, connection)]),
    close: () => channel.close(),
  });
  return { pipe, fail };
}

/**
 * The exit code counts when the host has said it and has also said that no output follows. An exit code without that
 * end would pass off cut output as whole; a close without an exit code is no success but a lost connection.
 */
function endOf(channel: ClientChannel, connection: SshConnection): Promise<PipeEnd> {
  const { client } = connection;
  return new Promise((resolve) => {
    let exitCode: number | undefined;
    let wasCut = false;
    const cut = (): void => {
      wasCut = isOpen(channel);
    };
    client.once('close', cut);
    channel.once('exit', (code: number | null, signal?: string) => {
      exitCode = code ?? exitCodeOfSignal(signal ?? '');
    });
    channel.once('close', () => {
      client.off('close', cut);
      resolve(
        exitCode === undefined || wasCut
          ? {
              kind: 'lost',
              cause: connection.lostCause() ?? 'the host ended the command without an exit code',
            }
          : { kind: 'exited', exitCode },
      );
    });
  });
}

/** True until the host has sent the end of the output or closed the channel; ssh2 keeps that there. */
function isOpen({ incoming }: ClientChannel): boolean {
  return (
    typeof incoming === 'object' && incoming !== null && 'state' in incoming && incoming.state === 'open'
  );
}
