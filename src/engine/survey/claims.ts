import { type Actions, actionOf } from '../../model/action.ts';
import type { Identity } from '../../model/playbook/address.ts';
import { type PlannedPlay, withGathering } from '../../model/playbook/plan.ts';
import { type Failure, twins } from '../../model/run/failure.ts';
import { groupedBy } from '../../model/values/grouped.ts';
import { attempt } from '../hosts/attempt.ts';
import type { HostState } from '../hosts/host-state.ts';
import { untilStopped } from '../hosts/host-work.ts';
import { identitiesOf, lockedBy, machineOf, standings, withWayOut } from '../look/standing.ts';
import { playsOf, type Run } from '../run-state.ts';
import { handover } from './take-over.ts';

/** A host that is expected to change: with whose rights, and from which runs it is taken over, by user. */
export interface Claim {
  readonly state: HostState;
  readonly identities: readonly Identity[];
  readonly from: ReadonlyMap<string | undefined, string>;
}

/** What was found out about a host. */
export interface FoundOn<T> {
  readonly state: HostState;
  readonly found: T;
}

export type Claimed =
  | { readonly kind: 'claim'; readonly claim: Claim }
  | { readonly kind: 'none' }
  /** One machine with another host of the run, where it will be done as well for both: nothing there changes. */
  | { readonly kind: 'twin'; readonly as: string }
  | { readonly kind: 'refused'; readonly title: string; readonly failure: Failure };

const WHO = 'Who has the host';
const WHICH = 'Which machine it is';

/** Whether a host may be taken for the run, if the preview wants to change it. Looks only. */
export async function claimOn(run: Run, state: HostState): Promise<Claimed> {
  const { ports } = run;
  const on = untilStopped(state, ports);
  const identities = identitiesOf([...state.foreseen.values()], state).filter(
    ({ become }) => !state.held.has(become),
  );
  if (identities.length === 0) return { kind: 'none' };
  const found = await attempt(() => standings(on, identities));
  if (!found.ok) return refused(run, state, WHO, found.failure);
  const from = new Map<string | undefined, string>();
  for (const identity of identities) {
    const standing = found.value.get(identity.become);
    if (standing?.wrong !== undefined) {
      const hint = 'put it right on the host: the folder must belong to that user alone';
      return refused(run, state, WHO, { kind: 'refused', why: standing.wrong, hint });
    }
    if (standing?.holder === undefined) continue;
    if (!run.takeOver) return refused(run, state, WHO, await lockedBy(standing.holder, ports));
    const handed = await handover(on, identity, standing.holder);
    if (!handed.ok) return refused(run, state, WHO, handed.failure);
    from.set(identity.become, standing.holder.run);
    await ports.record({
      type: 'preflight.passed',
      ...check(run, state, WHO),
      messages: [{ severity: 'warning', text: handed.text }],
    });
  }
  return { kind: 'claim', claim: { state, identities, from } };
}

/**
 * Which machine a host is; undefined: that is not certain. One that the run could change is asked, where no other question has
 * taken that along.
 */
export async function askMachine(run: Run, state: HostState): Promise<string | undefined> {
  const plays = playsOf(run, state.target.name);
  const identities = identitiesOf(plays.flatMap(withGathering), state);
  const told = machineOf(state, identities);
  const [identity] = identities;
  if (told !== undefined || run.states.size === 1 || identity === undefined) return told;
  if (!plays.some((play) => couldChange(play, run.ports.actions))) return undefined;
  // One that cannot say it is not refused for that.
  await attempt(() => standings(untilStopped(state, run.ports), [identity]));
  return machineOf(state, identities);
}

/**
 * What becomes of hosts that are one machine with another one of the run. Where anything `mayChange` there, all are
 * refused. Otherwise what has to be run is run under the first of its names: two cannot keep one record.
 */
export async function twinsAmong(
  run: Run,
  machines: readonly FoundOn<string | undefined>[],
  claimed: ReadonlyMap<HostState, Claimed>,
  mayChange: ReadonlySet<HostState>,
): Promise<ReadonlyMap<HostState, Claimed>> {
  const found = new Map<HostState, Claimed>();
  for (const same of oneMachine(machines)) {
    if (same.some((state) => mayChange.has(state))) {
      const [first, second] = same;
      for (const state of same) {
        const refusal = twins(first.target.name, (state === first ? second : state).target.name);
        found.set(state, await refused(run, state, WHICH, refusal));
      }
      continue;
    }
    const [first, ...others] = same.filter((state) => claimed.get(state)?.kind === 'claim');
    const as = first?.target.name;
    if (as !== undefined) for (const state of others) found.set(state, { kind: 'twin', as });
  }
  return found;
}

type Same = readonly [HostState, HostState, ...(readonly HostState[])];

/** The hosts that are one machine, as far as they could say which they are: groups of two and more. */
function oneMachine(machines: readonly FoundOn<string | undefined>[]): readonly Same[] {
  const hosts = groupedBy(machines, ({ found }) => found);
  return [...hosts].flatMap(([machine, same]): readonly Same[] => {
    const [first, second, ...more] = same.map(({ state }) => state);
    return machine === undefined || first === undefined || second === undefined
      ? []
      : [[first, second, ...more]];
  });
}

function couldChange({ tasks, handlers }: PlannedPlay, actions: Actions): boolean {
  return [...tasks, ...handlers].some(({ task }) => !actionOf(task, actions).readOnly);
}

/** Says that a host could not be taken after all. */
export async function refuseClaim(run: Run, { state }: Claim, failure: Failure): Promise<void> {
  await refused(run, state, WHO, await withWayOut(failure, run.ports));
}

async function refused(run: Run, state: HostState, title: string, failure: Failure): Promise<Claimed> {
  // Who pressed Ctrl-C knows why.
  if (failure.kind !== 'cancelled')
    await run.ports.record({ type: 'preflight.refused', ...check(run, state, title), failure });
  return { kind: 'refused', title, failure };
}

/** The run's own checks are told like those of a playbook; none of these has the number 0. */
function check(
  run: Run,
  { target }: HostState,
  title: string,
): { host: string; title: string; task: { play: number; section: 'preflight'; task: number } } {
  const [play] = playsOf(run, target.name);
  return { host: target.name, title, task: { play: play?.number ?? 1, section: 'preflight', task: 0 } };
}
