import type { Identity } from '../../model/playbook/address.ts';
import type { HostConnection, Observer, Session } from '../../model/ports.ts';
import { type Failure, HostFailure } from '../../model/run/failure.ts';
import { attempt } from './attempt.ts';
import type { HostState } from './host-state.ts';
import type { HostWork } from './host-work.ts';

/** Connects if there is no connection. @throws {HostFailure} */
export async function connected({ state, ports, signal }: HostWork): Promise<HostConnection> {
  if (state.away !== undefined) throw new HostFailure(state.away);
  state.connection ??= await ports.connect(state.target, signal);
  return state.connection;
}

/** Closes the connection, whatever state it is in. */
export async function disconnect(state: HostState): Promise<void> {
  const { connection } = state;
  state.connection = undefined;
  if (connection !== undefined) await attempt(async () => connection[Symbol.asyncDispose]());
}

/**
 * Runs `work` in the shell with these rights, and once the connection is lost runs it again over a new one, as long as
 * `limits.reconnectForMs` lasts. So `work` must be something that may be done twice: looking, or asking for a record.
 * @throws {HostFailure} the first failure other than a lost connection, or the loss when the time is up.
 */
export async function persistently<T>(
  on: HostWork,
  identity: Identity,
  work: (session: Session, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { state, ports, signal } = on;
  let loss: Failure | undefined;
  let pauseMs = 500;
  const giveUpAt = ports.clock.now() + ports.limits.reconnectForMs;
  for (;;) {
    const result = await attempt(async () =>
      work(await (await connected(on)).session(identity, signal), signal),
    );
    if (result.ok) return result.value;
    const again = isLoss(result.failure) || (loss !== undefined && result.failure.kind === 'unreachable');
    loss ??= result.failure;
    if (!again) throw new HostFailure(result.failure);
    await disconnect(state);
    if (signal.aborted || ports.clock.now() + pauseMs > giveUpAt) throw new HostFailure(loss);
    await ports.clock.sleep(pauseMs, signal);
    pauseMs = Math.min(pauseMs * 2, 8_000);
  }
}

/** True when the connection is gone and the host may go on without us. */
export function isLoss({ kind }: Failure): boolean {
  return kind === 'lost';
}

/** As `persistently`, for work that may look and nothing else: all that a preview is given. */
export function looking<T>(
  on: HostWork,
  identity: Identity,
  work: (observer: Observer, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return persistently(on, identity, work);
}
