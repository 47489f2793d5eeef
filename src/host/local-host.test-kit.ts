import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleepFor } from 'node:timers/promises';
import type { Answer } from '../model/action.ts';
import type { Clock, Link, Pipe, PipeEnd, Random, Session, Step } from '../model/ports.ts';
import { type Failure, HostFailure } from '../model/run/failure.ts';
import { prefersOwn } from './own-programs.test-kit.ts';
import { openSession, type SessionOptions } from './session/session.ts';

export const realClock: Clock = {
  now: () => performance.now(),
  wall: () => new Date().toISOString(),
  async sleep(ms, signal) {
    await sleepFor(ms, undefined, { signal }).catch(() => undefined);
  },
};

export const realRandom: Random = { hex: (bytes) => randomBytes(bytes).toString('hex') };

/** A pipe that a test can cut like a lost connection, or end by killing the shell. */
export interface LocalPipe extends Pipe {
  readonly pid: number;
  /** The link is gone: what runs on the host is told by a closed standard input and output. */
  cut(): void;
  /** Everything that was said, in order. */
  readonly said: () => string;
}

/** `words` is the login shell with all its words up to the command: `['bash', '-c']`. */
export function localLink(
  words: readonly [string, ...string[]],
  environment: NodeJS.ProcessEnv = process.env,
): Link & { readonly pipes: readonly LocalPipe[] } {
  const pipes: LocalPipe[] = [];
  return {
    pipes,
    async start(command) {
      const pipe = localPipe([...words, command], environment);
      pipes.push(pipe);
      return pipe;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(pipes.map((pipe) => pipe[Symbol.asyncDispose]()));
    },
  };
}

function localPipe(argv: readonly [string, ...string[]], env: NodeJS.ProcessEnv): LocalPipe {
  const [program, ...rest] = argv;
  const child = spawn(program, rest, { env, cwd: tmpdir(), stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  let lost: ((end: PipeEnd) => void) | undefined;
  let said = '';
  let isCut = false;
  const ended = new Promise<PipeEnd>((resolve) => {
    lost = resolve;
    child.once('close', (code) => resolve({ kind: 'exited', exitCode: code ?? 255 }));
    child.once('error', (cause) => resolve({ kind: 'lost', cause: cause.message }));
  });
  child.stdin.on('error', () => undefined);
  return {
    pid: child.pid ?? 0,
    ended,
    said: () => said,
    write: (bytes) =>
      new Promise((resolve) => {
        child.stdin.write(bytes, () => resolve());
      }),
    listen(listener) {
      for (const stream of ['stdout', 'stderr'] as const) {
        child[stream].on('data', (bytes: Buffer) => {
          said = (said + bytes.toString('latin1')).slice(-10_000);
          listener(stream, bytes);
        });
      }
    },
    cut() {
      isCut = true;
      lost?.({ kind: 'lost', cause: 'cut by the test' });
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      // What it has started detached is in other groups, and stays.
      if (!isCut && isRunning(child.pid ?? 0)) process.kill(-(child.pid ?? 0), 'SIGKILL');
      await ended;
    },
  };
}

/**
 * The shells that stand as /bin/sh somewhere; those that are not here are skipped and named. `exact`: what copies there keeps
 * ACLs, extended attributes and times to the nanosecond, which the programs of busybox do not.
 */
export const shells: readonly {
  readonly name: string;
  readonly words: readonly [string, ...string[]];
  readonly exact: boolean;
}[] = [
  { name: 'dash', words: ['/bin/dash'] as const },
  { name: 'bash --posix', words: ['/bin/bash', '--posix'] as const },
  { name: 'busybox sh', words: ['/bin/busybox', 'sh'] as const },
]
  .filter(({ name, words: [program] }) => isHere(program, name))
  .map((shell) => ({ ...shell, exact: !prefersOwn(shell.words, 'cp') }));

export function isHere(program: string, what: string): boolean {
  const here = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0;
  if (!here) process.stderr.write(`skipped: ${what}: there is no ${program} on this machine\n`);
  return here;
}

/** A host of its own for one test: a state root, a folder to work in, and sessions. */
export interface LocalHost extends AsyncDisposable {
  readonly folder: string;
  readonly stateRoot: string;
  open(
    options?: Partial<SessionOptions>,
    signal?: AbortSignal,
  ): Promise<Session & AsyncDisposable & { readonly pipe: LocalPipe }>;
}

export interface LocalHostOptions {
  /** What takes the part of /bin/sh in the command; one line of shell words. */
  readonly shell?: readonly [string, ...string[]];
  /** The login shell with all its words before the command. */
  readonly login?: readonly [string, ...string[]];
  readonly env?: NodeJS.ProcessEnv;
  /** Keeps its records where a real host does. */
  readonly recordsAtDefault?: boolean;
}

export function localHost({
  shell = ['sh'],
  login = ['sh', '-c'],
  env,
  recordsAtDefault = false,
}: LocalHostOptions = {}): LocalHost {
  const folder = mkdtempSync(join(tmpdir(), 'rulerun-test-'));
  const stateRoot = join(folder, 'state', 'rulerun');
  const links: AsyncDisposable[] = [];
  return {
    folder,
    stateRoot,
    async open(options = {}, signal = new AbortController().signal) {
      const link = localLink(login, env);
      links.push(link);
      const instead: Link = {
        ...link,
        start: (command, signal) => link.start(withShell(command, shell), signal),
      };
      const session = await openSession(
        {
          link: instead,
          identity: { become: undefined },
          becomePassword: undefined,
          clock: realClock,
          random: realRandom,
          ...(recordsAtDefault ? {} : { stateRoot }),
          ...options,
        },
        signal,
      );
      const [pipe] = link.pipes;
      if (pipe === undefined) throw new Error('no pipe was started');
      return { ...session, pipe };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(links.map((link) => link[Symbol.asyncDispose]()));
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function withShell(command: string, words: readonly string[]): string {
  return command.replace('/bin/sh', words.join(' '));
}

/** An answer as text, for comparisons. */
export function shown({ exitCode, stdout, stderr, droppedBytes }: Answer): {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  readonly droppedBytes: number;
} {
  return { exitCode, out: Buffer.from(stdout).toString(), err: Buffer.from(stderr).toString(), droppedBytes };
}

/** What a promise was rejected with; a promise that resolves is a failure of the test. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const cause: unknown = await work.then(
    (value) => new Error('expected a failure', { cause: value }),
    (reason: unknown) => reason,
  );
  if (cause instanceof HostFailure) return cause.failure;
  throw cause;
}

/** Resolves once `done` holds: for what another process does. */
export async function until(done: () => boolean): Promise<void> {
  while (!done()) await sleepFor(10);
}

/** A step of run `r` that runs a script and can be undone by nothing. */
export function scriptStep(number: number, script: string, more: Partial<Step> = {}): Step {
  return {
    run: 'r',
    number,
    title: `step ${number}`,
    operations: [{ kind: 'shell', script }],
    preserve: [],
    undo: [],
    timeoutMs: 60_000,
    ...more,
  };
}

/** False also for what has ended and only waits to be noticed by its parent. */
export function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^\d+ \(.*\) [ZX]/s.test(stat);
  } catch {
    return false;
  }
}
