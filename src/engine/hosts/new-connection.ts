import type { HostConnection } from '../../model/ports.ts';
import { describeFailure, type Failure, HostFailure } from '../../model/run/failure.ts';
import { attempt } from './attempt.ts';
import { disconnect } from './connection.ts';
import { deadlineAfter } from './deadline.ts';
import type { StartedStep } from './host-state.ts';
import type { HostWork } from './host-work.ts';

/** Why nobody gets in any more, and what the last try met. */
export interface CutOff {
  readonly failure: Failure;
  readonly cause: Failure;
}

/** A try that a firewall swallows must leave time for another. */
const MOST_TRIES_IN_SILENCE = 3;

/**
 * Makes sure that a host which these steps have changed can still be reached: connects anew, the whole way with host key
 * and login, and becomes each user that did something. The connection there was goes on working through a firewall that
 * lets nobody else in, so it proves nothing. Where the steps could not have cut anybody off, nothing is tried.
 *
 * The new connection takes the place of the old one; when there is none, the old one stays for the way back. Returns why
 * there is none, `cancelled` when a person left at once; undefined: all is well.
 */
export async function proveAccess(on: HostWork, steps: readonly StartedStep[]): Promise<CutOff | undefined> {
  if (!steps.some(mayHaveCutAccess)) return undefined;
  const users = new Set(steps.map(({ become }) => become));
  const { state, ports, signal } = on;
  const { clock, limits } = ports;
  using deadline = deadlineAfter(limits.newConnectionForMs, clock, signal);
  const startedAt = clock.now();
  const tryMs = limits.newConnectionForMs / MOST_TRIES_IN_SILENCE;
  let pauseMs = 1_000;
  for (let tries = 1; ; tries += 1) {
    const result = await attempt(() => logInWithin(tryMs, users, { ...on, signal: deadline.signal }));
    if (result.ok) {
      await disconnect(state);
      state.connection = result.value;
      return undefined;
    }
    const { failure } = result;
    if (signal.aborted) return { failure, cause: failure };
    const spentMs = clock.now() - startedAt;
    if (!mayPass(failure) || spentMs + pauseMs > limits.newConnectionForMs)
      return { failure: noNewConnection(failure, tries, spentMs), cause: failure };
    await clock.sleep(pauseMs, deadline.signal);
    pauseMs *= 2;
  }
}

/** What is done and says that it changed nothing is believed. */
function mayHaveCutAccess({ mayCutAccess, state, changed }: StartedStep): boolean {
  return mayCutAccess && (changed || state !== 'done');
}

async function logInWithin(
  limitMs: number,
  users: ReadonlySet<string | undefined>,
  on: HostWork,
): Promise<HostConnection> {
  using late = deadlineAfter(limitMs, on.ports.clock, on.signal);
  try {
    return await logIn(users, { ...on, signal: late.signal });
  } catch (error) {
    if (!late.signal.aborted || on.ports.signals.abandon.aborted) throw error;
    throw new HostFailure({ kind: 'timeout', what: 'logging in', limitMs });
  }
}

async function logIn(
  users: ReadonlySet<string | undefined>,
  { state, ports, signal }: HostWork,
): Promise<HostConnection> {
  const connection = await ports.connect(state.target, signal);
  try {
    for (const become of users) {
      const session = await connection.session({ become }, signal);
      // Only an answer shows that sudo has let us in.
      await session.observe([{ argv: ['true'] }], signal);
    }
    return connection;
  } catch (error) {
    await attempt(async () => connection[Symbol.asyncDispose]());
    throw error;
  }
}

/** A service that is just restarting may need a moment. A refused login is not tried again: it counts against the account. */
function mayPass({ kind }: Failure): boolean {
  return kind === 'unreachable' || kind === 'timeout' || kind === 'lost' || kind === 'untrusted-host-key';
}

function noNewConnection(cause: Failure, tries: number, spentMs: number): Failure {
  const how = tries === 1 ? '' : ` (${tries} tries in ${Math.round(spentMs / 1000)} s)`;
  return {
    kind: 'refused',
    why: `takes no new connection${how}: ${describeFailure(cause)}`,
    hint: 'look at its firewall, its sshd and its sudoers file, from its console where nothing else is left',
  };
}
