import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { makeFolder } from '../../../disk/make-folder.ts';
import { messageOf } from '../../../model/error.ts';
import { HostFailure } from '../../../model/run/failure.ts';
import { refusalOf, thisMachine } from '../refusal.ts';
import { type Execution, openWire } from '../wire.ts';
import { furnish } from './furnish.ts';

/** A node whose power is on. Disposing of it powers it off, in good order, and waits until it is. */
export interface PoweredNode extends AsyncDisposable {
  start(command: string): Promise<Execution>;
  /** Resolves when no process of it is left. */
  readonly gone: Promise<void>;
}

const namespaces = ['--user', '--map-root-user', '--mount', '--pid', '--fork', '--net', '--uts', '--ipc'];
const powerOnScript = fileURLToPath(new URL('power-on.sh', import.meta.url));

/**
 * Powers a node on: its folder is made when it is not there. Returns `busy` when another process has it powered on.
 *
 * The node lives as long as the pipe to its supervisor: when this process ends, however it ends, the node saves its
 * live firewall and ends with everything that runs on it.
 * @throws {HostFailure} unreachable, with what to do about it
 */
export async function powerOn(folder: string, name: string): Promise<PoweredNode | 'busy'> {
  await makeFolder(folder, 0o700);
  const child = spawn('unshare', [...namespaces, '/bin/sh', powerOnScript, name], {
    cwd: folder,
    // chroot and ip are not on every ordinary user's PATH.
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', SSH_CONNECTION: sshConnectionOf(name) },
    stdio: 'pipe',
    // A session of its own: Ctrl-C at the terminal is for the controller alone.
    detached: true,
  });
  const gone = endOf(child);
  const wire = openWire(join(folder, 'wire'), (line) => child.stdin.write(`${line}\n`));
  void gone.then(() => wire.hangUp());
  const answer = await firstAnswers(child, gone, {
    locked: () => {
      furnish(folder, name);
      child.stdin.write('go\n');
    },
    line: wire.take,
  });
  if (answer !== 'ready') {
    child.stdin.end();
    await gone;
    if (answer === 'busy') return 'busy';
    throw new HostFailure(refusalOf(name, answer.said, thisMachine));
  }
  // The node must not keep this process from ending: its connections do, as long as they are open.
  for (const handle of handlesOf(child)) handle.unref();
  return {
    start: (command) => wire.start(command),
    gone,
    async [Symbol.asyncDispose]() {
      // Who waits for its end waits for that of its streams too: without them this process could end in between.
      for (const handle of handlesOf(child)) handle.ref();
      child.stdin.end();
      await gone;
    },
  };
}

type Answer = 'ready' | 'busy' | { readonly said: string };

/** Reads lines for as long as the node lives, and resolves with the one that says how powering on went. */
function firstAnswers(
  child: ChildProcessWithoutNullStreams,
  gone: Promise<void>,
  on: { readonly locked: () => void; readonly line: (line: string) => void },
): Promise<Answer> {
  return new Promise((resolve) => {
    let said = '';
    const attempt = (work: () => void): void => {
      try {
        work();
      } catch (cause) {
        resolve({ said: messageOf(cause) });
      }
    };
    child.once('error', (cause) => resolve({ said: cause.message }));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (said.length < 4096) said += text;
    });
    createInterface({ input: child.stdout, crlfDelay: Infinity }).on('line', (line) => {
      if (line === 'locked') attempt(on.locked);
      else if (line === 'ready' || line === 'busy') resolve(line);
      else on.line(line);
    });
    void gone.then(() => resolve({ said }));
  });
}

/** What can keep this process from ending. */
function handlesOf(child: ChildProcessWithoutNullStreams): readonly (ChildProcess | Socket)[] {
  const { stdin, stdout, stderr } = child;
  return [child, ...[stdin, stdout, stderr].filter((stream) => stream instanceof Socket)];
}

function endOf(child: ChildProcessWithoutNullStreams): Promise<void> {
  // Writing to a node that has just gone is no error of its own.
  child.stdin.on('error', () => {});
  return new Promise((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  });
}

/** What sshd would tell a command: the client's address and port, and the node's. */
function sshConnectionOf(name: string): string {
  const last = /(\d{1,2})$/.exec(name)?.[1] ?? '0';
  return `192.168.122.1 50022 192.168.122.${100 + Number(last)} 22`;
}
