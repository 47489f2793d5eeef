import { readFile, readlink } from 'node:fs/promises';
import { codeOf } from './error-code.ts';

/** One process of one boot: a number comes back, this does not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** In ticks since the boot. */
  readonly startedAt: string;
  readonly boot: string;
  /** The namespace the number is of: in a container the same number is another process. */
  readonly namespace: string;
}

/** This process. Where the kernel tells nothing (no /proc), the texts are empty. */
export async function thisProcess(): Promise<ProcessIdentity> {
  const { pid } = process;
  return { pid, startedAt: (await startOf(pid)) ?? '', boot: await bootId(), namespace: await namespaceId() };
}

/** False only when it is certain: the machine was started again, or the process is gone or another. */
export async function isAlive({ pid, startedAt, boot, namespace }: ProcessIdentity): Promise<boolean> {
  if (boot !== (await bootId())) return false;
  if (namespace !== (await namespaceId())) return true;
  if (startedAt === '') return answers(pid);
  return (await startOf(pid)) === startedAt;
}

/** Undefined when there is no such process, or it is dead and only waits to be buried. */
async function startOf(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name of the program, in parentheses, may hold blanks and parentheses itself.
  const [state, ...rest] = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? [];
  return state === undefined || state === 'Z' || state === 'X' ? undefined : rest[18];
}

function bootId(): Promise<string> {
  return readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (text) => text.trim(),
    () => '',
  );
}

function namespaceId(): Promise<string> {
  return readlink('/proc/self/ns/pid').catch(() => '');
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
