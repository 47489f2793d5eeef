import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, homedir } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { messageOf } from '../model/error.ts';
import type { Link, Pipe, PipeEnd } from '../model/ports.ts';
import { HostFailure } from '../model/run/failure.ts';
import { refuseWhenAborted } from './deadline.ts';
import { pipeOf } from './stream-pipe.ts';

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** This machine as a host: each command is a `/bin/sh -c` of the user that runs rulerun, in his home folder. */
export function connectLocal(): Link {
  const open = new Set<Pipe>();
  return {
    async start(command, signal) {
      refuseWhenAborted(signal);
      const pipe = await startHere(command);
      open.add(pipe);
      void pipe.ended.then(() => open.delete(pipe));
      return pipe;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...open].map((pipe) => pipe[Symbol.asyncDispose]()));
    },
  };
}

async function startHere(command: string): Promise<Pipe> {
  const child = spawnShell(command);
  const over = endOf(child);
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => reject(notStarted(cause)));
  });
  return pipeOf({
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    over,
    close: () => {
      child.stdin.destroy();
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
    },
  });
}

function spawnShell(command: string): Child {
  try {
    return spawn('/bin/sh', ['-c', command], {
      cwd: homeFolder(),
      stdio: ['pipe', 'pipe', 'pipe'],
      // A session of its own: Ctrl-C at the terminal must not kill a rollback, and sudo must not ask there.
      detached: true,
    });
  } catch (cause) {
    // Node throws some errors of the system, such as an argument list that is too long, and emits others.
    throw notStarted(cause);
  }
}

function notStarted(cause: unknown): HostFailure {
  const why = `cannot start /bin/sh: ${messageOf(cause)}`;
  return new HostFailure({ kind: 'unreachable', address: 'this machine', cause: why }, { cause });
}

function homeFolder(): string {
  try {
    const home = homedir();
    return existsSync(home) ? home : '/';
  } catch {
    // A user without an entry in the password file.
    return '/';
  }
}

function endOf(child: Child): Promise<PipeEnd> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) =>
      resolve({ kind: 'exited', exitCode: code ?? exitCodeOfSignal(signal ?? '') }),
    );
  });
}

/** What a shell makes of a death by signal: 128 and its number; 255 for a signal without a number here. */
export function exitCodeOfSignal(name: string): number {
  const number = new Map<string, number>(Object.entries(constants.signals)).get(name);
  return number === undefined ? 255 : 128 + number;
}
