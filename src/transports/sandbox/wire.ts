import { closeSync, constants, openSync, unlinkSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** One command on a node. */
export interface Execution {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Its exit code, 128 and the signal's number when one ended it; undefined: the node is gone. */
  readonly exitCode: Promise<number | undefined>;
  /** Closes the three pipes. The command is not killed. */
  release(): void;
}

/** The controller's side of a node's supervisor: requests go out as lines, answers come back as lines. */
export interface Wire {
  /** Starts the command with `/bin/sh -c`. Rejects when the node is gone. */
  start(command: string): Promise<Execution>;
  /** Takes one line from the supervisor. */
  take(line: string): void;
  /** The node is gone: nothing will be answered any more. */
  hangUp(): void;
}

interface Request {
  readonly started: () => void;
  readonly lost: () => void;
  readonly ended: (exitCode: number | undefined) => void;
}

/** FIFOs the supervisor makes before it is ready, and how many more it is asked for when half of them are used. */
const batch = 16;

/**
 * Real pipes, as sshd gives them: FIFOs in `folder`, made by the supervisor ahead of time and unlinked once both sides
 * have opened them. Sockets would do for most programs, but /dev/stdin and /dev/stderr cannot be opened on them.
 */
export function openWire(folder: string, send: (line: string) => void): Wire {
  const requests = new Map<number, Request>();
  const waiting: (() => void)[] = [];
  let next = 1;
  let provided = batch;
  let asked = batch;
  let isGone = false;

  const slot = async (): Promise<number> => {
    while (next > provided && !isGone) await new Promise<void>((resolve) => waiting.push(resolve));
    if (isGone) throw new Error('the node is powered off');
    const number = next++;
    if (asked - number < batch / 2) {
      send(`provide ${asked + 1} ${asked + batch}`);
      asked += batch;
    }
    return number;
  };

  return {
    async start(command) {
      const number = await slot();
      const path = join(folder, String(number));
      writeFileSync(`${path}.cmd`, command, { mode: 0o600 });
      // Both ends of its input, or its shell would wait for a writer and the writer for it.
      const held = openSync(`${path}.in`, constants.O_RDWR | constants.O_NONBLOCK);
      const stdout = openSync(`${path}.out`, constants.O_RDONLY | constants.O_NONBLOCK);
      const stderr = openSync(`${path}.err`, constants.O_RDONLY | constants.O_NONBLOCK);
      let ended: Request['ended'] = () => {};
      const exitCode = new Promise<number | undefined>((resolve) => {
        ended = resolve;
      });
      try {
        await new Promise<void>((resolve, reject) => {
          requests.set(number, {
            started: resolve,
            lost: () => reject(new Error('the node is powered off')),
            ended,
          });
          send(`run ${number}`);
        });
      } catch (cause) {
        for (const fd of [held, stdout, stderr]) closeSync(fd);
        throw cause;
      }
      const stdin = openSync(`${path}.in`, constants.O_WRONLY | constants.O_NONBLOCK);
      closeSync(held);
      for (const end of ['cmd', 'in', 'out', 'err']) unlinkSync(`${path}.${end}`);
      return executionOf([stdin, stdout, stderr], exitCode);
    },
    take(line) {
      const [verb, first, second] = line.split(' ');
      const number = Number(first);
      if (verb === 'started') requests.get(number)?.started();
      if (verb === 'exit') {
        requests.get(number)?.ended(Number(second));
        requests.delete(number);
      }
      if (verb === 'provided') {
        provided = number;
        for (const resume of waiting.splice(0)) resume();
      }
    },
    hangUp() {
      isGone = true;
      for (const { lost, ended } of requests.values()) {
        lost();
        ended(undefined);
      }
      requests.clear();
      for (const resume of waiting.splice(0)) resume();
    },
  };
}

function executionOf(
  [stdin, stdout, stderr]: readonly [number, number, number],
  exitCode: Promise<number | undefined>,
): Execution {
  const sockets = {
    stdin: new Socket({ fd: stdin, readable: false, writable: true }),
    stdout: new Socket({ fd: stdout, readable: true, writable: false }),
    stderr: new Socket({ fd: stderr, readable: true, writable: false }),
  };
  const all = Object.values(sockets);
  // A command that ends before it has read everything is no error: its exit code tells.
  for (const socket of all) socket.on('error', () => {});
  return {
    ...sockets,
    exitCode,
    release() {
      for (const socket of all) socket.destroy();
    },
  };
}
