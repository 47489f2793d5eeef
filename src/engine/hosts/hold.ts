import type { Identity } from '../../model/playbook/address.ts';
import type { Ports } from '../../model/ports.ts';
import type { Failure } from '../../model/run/failure.ts';
import { attempt } from './attempt.ts';
import { persistently } from './connection.ts';
import { deadlineAfter } from './deadline.ts';
import type { HostState } from './host-state.ts';
import type { HostWork } from './host-work.ts';

/** How long giving a host free may take when nobody waits for it, or it is gone; milliseconds. */
const HURRIED_MS = 5_000;

/**
 * Takes a host for a run with the rights of each of these identities. `from`: the runs it is taken over from, by user.
 * Undefined: it is taken.
 */
export async function takeHost(
  on: HostWork,
  run: string,
  identities: readonly Identity[],
  from: ReadonlyMap<string | undefined, string>,
): Promise<Failure | undefined> {
  const { state, ports } = on;
  await ports.record({ type: 'host.reserved', host: state.target.name });
  for (const identity of identities) {
    // Before it is asked for: the answer may be lost.
    state.held.add(identity.become);
    const taken = await attempt(() =>
      persistently(on, identity, (session, signal) =>
        session.reserve(run, from.get(identity.become), signal),
      ),
    );
    if (!taken.ok) {
      if (taken.failure.kind === 'locked') state.held.delete(identity.become);
      return taken.failure;
    }
  }
  return undefined;
}

/**
 * Gives a host free with the rights of each user that may have taken it. After the second Ctrl-C, and where the host is
 * `gone`, as far as that is possible in a moment.
 */
export async function giveFree(
  state: HostState,
  run: string,
  ports: Ports,
  gone = false,
): Promise<Failure | undefined> {
  let failure: Failure | undefined;
  const { abandon } = ports.signals;
  const parent = abandon.aborted ? new AbortController().signal : abandon;
  const hurried = abandon.aborted || gone;
  using deadline = deadlineAfter(hurried ? HURRIED_MS : ports.limits.rollbackMs, ports.clock, parent);
  for (const become of [...state.held]) {
    const freed = await attempt(() =>
      persistently({ state, ports, signal: deadline.signal }, { become }, (session, signal) =>
        session.release(run, signal),
      ),
    );
    if (freed.ok) state.held.delete(become);
    else failure ??= freed.failure;
  }
  return failure;
}
