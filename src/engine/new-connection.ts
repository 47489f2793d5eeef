import { describeFailure, type Failure, HostFailure } from '../model/failure.ts';
import type { HostConnection, Ports } from '../model/ports.ts';
import { attempt } from './attempt.ts';
import { disconnect } from './connection.ts';
import { deadlineAfter } from './deadline.ts';
import type { HostState, StartedStep } from './host-state.ts';

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
export async function proveAccess(
  state: HostState,
  steps: readonly StartedStep[],
  ports: Ports,
): Promise<CutOff | undefined> {
  if (!steps.some(mayHaveCutAccess)) return undefined;
  const users = new Set(steps.map(({ become }) => become));
  const { clock, limits, signals } = ports;
  using deadline = deadlineAfter(limits.newConnectionForMs, clock, signals.abandon);
  const startedAt = clock.now();
  const tryMs = limits.newConnectionForMs / MOST_TRIES_IN_SILENCE;
  let pauseMs = 1_000;
  for (let tries = 1; ; tries += 1) {
    const result = await attempt(() => logInWithin(tryMs, state, users, ports, deadline.signal));
    if (result.ok) {
      await disconnect(state);
      state.connection = result.value;
      return undefined;
    }
    const { failure } = result;
    if (signals.abandon.aborted) return { failure, cause: failure };
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
  state: HostState,
  users: ReadonlySet<string | undefined>,
  ports: Ports,
  signal: AbortSignal,
): Promise<HostConnection> {
  using late = deadlineAfter(limitMs, ports.clock, signal);
  try {
    return await logIn(state, users, ports, late.signal);
  } catch (error) {
    if (!late.signal.aborted || ports.signals.abandon.aborted) throw error;
    throw new HostFailure({ kind: 'timeout', what: 'logging in', limitMs });
  }
}

async function logIn(
  { target }: HostState,
  users: ReadonlySet<string | undefined>,
  ports: Ports,
  signal: AbortSignal,
): Promise<HostConnection> {
  const connection = await ports.connect(target, signal);
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
