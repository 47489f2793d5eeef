import type { ClientChannel } from 'ssh2';
import type { Pipe, PipeEnd } from '../../model/ports.ts';
import { exitCodeOfSignal } from '../local.ts';
import { pipeOf } from '../stream-pipe.ts';
import type { SshConnection } from './connection.ts';

/** A command on the host as a `Pipe`. */
export function pipeOfChannel(channel: ClientChannel, connection: SshConnection): Pipe {
  return pipeOf({
    stdin: channel,
    stdout: channel,
    stderr: channel.stderr,
    over: endOf(channel, connection),
    close: () => channel.close(),
  });
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
