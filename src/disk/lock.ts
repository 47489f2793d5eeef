import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { isMissing } from './error-code.ts';
import { isAlive, type ProcessIdentity, thisProcess } from './process-identity.ts';
import { createFile } from './text-file.ts';

export interface Lock extends AsyncDisposable {
  readonly kind: 'held';
}

/** Who has it. */
export interface Holder extends ProcessIdentity {
  /** ISO 8601 in UTC. */
  readonly since: string;
  /** Tells two holdings by one process apart. */
  readonly token: string;
}

export type LockAttempt = Lock | { readonly kind: 'taken'; readonly by: Holder | undefined };

/**
 * Takes a lock that is a file, unless a living process has it. What a process that was killed left behind is cleared away:
 * the file names its process so that no other is taken for it, and is there whole or not at all.
 */
export async function takeLock(path: string, since: string): Promise<LockAttempt> {
  const own: Holder = { ...(await thisProcess()), since, token: randomBytes(8).toString('hex') };
  // Bounded: each round ends with the lock, with a living holder, or with one dead holder less.
  for (let round = 0; round < 100; round += 1) {
    if (await createFile(path, `${JSON.stringify(own)}\n`))
      return { kind: 'held', [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    const holder = await holderOf(path);
    if (holder === 'none') continue;
    if (holder === 'unreadable') return { kind: 'taken', by: undefined };
    if (await isAlive(holder)) return { kind: 'taken', by: holder };
    await clear(path, holder, since);
  }
  return { kind: 'taken', by: undefined };
}

/** Who has a lock at this moment; undefined: nobody alive. */
export async function livingHolder(path: string): Promise<Holder | undefined> {
  const holder = await holderOf(path);
  return typeof holder === 'object' && (await isAlive(holder)) ? holder : undefined;
}

/**
 * Removes the file of a dead holder, and never that of a living one: whoever removes it holds the lock on that, so nobody else
 * can have removed it and taken its place between the look and the removal.
 */
async function clear(path: string, dead: Holder, since: string): Promise<void> {
  const undertaker = await takeLock(`${path}.${dead.token}.clearing`, since);
  if (undertaker.kind === 'taken') return;
  await using _ = undertaker;
  const holder = await holderOf(path);
  if (typeof holder === 'object' && holder.token === dead.token) await rm(path, { force: true });
}

async function holderOf(path: string): Promise<Holder | 'none' | 'unreadable'> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => (isMissing(error) ? undefined : ''));
  if (text === undefined) return 'none';
  try {
    const holder = JSON.parse(text) as Partial<Holder>;
    return typeof holder.pid === 'number' && typeof holder.token === 'string'
      ? (holder as Holder)
      : 'unreadable';
  } catch {
    return 'unreadable';
  }
}
