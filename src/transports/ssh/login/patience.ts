import type { Duplex } from 'node:stream';
import { HostFailure } from '../../../model/run/failure.ts';
import { pause } from '../../deadline.ts';
import type { Gate } from '../../gate.ts';
import type { SshConnection } from '../connection.ts';
import { type Login, logIn, TryAgain } from './login.ts';

/** How to get at the host's sshd. */
export interface WayToHost {
  dial(signal: AbortSignal): Promise<Duplex>;
  /** False when `dial` gives the one connection that there is. */
  readonly canDialAgain: boolean;
  leave(): void;
}

export interface LoginPatience extends Omit<Login, 'sock' | 'limitMs'> {
  readonly way: WayToHost;
  readonly gate: Gate;
}

const triesWhenCrowded = 8;
const triesInPassing = 3;
const firstPauseMs = 100;
const longestPauseMs = 2000;

/**
 * Logs in, again when the host had no room for one more login or the name server none for one more question. The
 * address's limit is for all tries together; waiting for a turn and between tries is not counted. A login that was
 * refused is not tried again.
 * @throws {HostFailure}
 */
export async function logInPatiently(patience: LoginPatience): Promise<SshConnection> {
  const budget = { leftMs: patience.address.connectTimeoutMs };
  let wrongPin: HostFailure | undefined;
  for (let tries = 1; ; tries += 1) {
    const result = await tryOnce(patience, budget);
    if (!(result instanceof Error)) return result;
    if (result instanceof TryAgain) {
      refuseLastTry(result, tries, patience);
      if (result.attempt.again === 'crowded') patience.gate.narrow();
      await pause(jitteredPauseMs(tries), patience.signal);
    } else if (mayShowOtherKey(result, patience)) wrongPin = result;
    else throw wrongPin ?? result;
  }
}

async function tryOnce(patience: LoginPatience, budget: { leftMs: number }): Promise<SshConnection | Error> {
  const exit = await patience.gate.enter(patience.signal);
  const startedAt = performance.now();
  try {
    const sock = await patience.way.dial(patience.signal);
    return await logIn({ ...patience, sock, limitMs: Math.max(1, budget.leftMs) });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    budget.leftMs -= performance.now() - startedAt;
    exit();
  }
}

function refuseLastTry(error: TryAgain, tries: number, { way }: LoginPatience): void {
  const most = error.attempt.again === 'crowded' ? triesWhenCrowded : triesInPassing;
  if (tries >= most || !way.canDialAgain) throw new HostFailure(error.attempt.failure, { cause: error });
}

function mayShowOtherKey(error: Error, { hostKeys, way }: LoginPatience): error is HostFailure {
  const isUntrusted = error instanceof HostFailure && error.failure.kind === 'untrusted-host-key';
  return isUntrusted && way.canDialAgain && hostKeys.hasOther();
}

/** Up to half as long again or half as short, so that those who were refused together do not come back together. */
function jitteredPauseMs(tries: number): number {
  return Math.min(firstPauseMs * 2 ** (tries - 1), longestPauseMs) * (0.5 + Math.random());
}
