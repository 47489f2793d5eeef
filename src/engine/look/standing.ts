import type { Identity } from '../../model/playbook/address.ts';
import type { PlannedTask } from '../../model/playbook/plan.ts';
import type { Ports } from '../../model/ports.ts';
import type { Failure } from '../../model/run/failure.ts';
import { type Standing, standing } from '../../probes/lock/standing.ts';
import { NOTHING_PENDING } from '../../resolve/evaluator.ts';
import { type HostState, rightsOn } from '../hosts/host-state.ts';
import type { HostWork } from '../hosts/host-work.ts';
import { questionKey } from '../hosts/question-key.ts';
import { asMet } from './prepare.ts';
import { answersTo } from './questions.ts';

/** With whose rights these tasks work on a host, each once. */
export function identitiesOf(tasks: readonly PlannedTask[], state: HostState): readonly Identity[] {
  const users = new Map<Identity['become'], Identity>();
  const stage = { state, pending: NOTHING_PENDING };
  for (const planned of tasks) {
    const identity = rightsOn(state, asMet(planned, stage));
    users.set(identity.become, identity);
  }
  return [...users.values()];
}

/** How the host stands for each of these identities. What was not asked along with other questions is asked now. */
export async function standings(
  on: HostWork,
  identities: readonly Identity[],
): Promise<ReadonlyMap<string | undefined, Standing>> {
  const found = new Map<string | undefined, Standing>();
  for (const identity of identities) {
    const asked = { identity, observations: [standing] };
    const [answer] = await answersTo(asked, () => [], on);
    if (answer !== undefined) found.set(identity.become, standing.read(answer));
  }
  return found;
}

/** Which machine a host is, as far as it was asked with anybody's rights; undefined: that is not certain. */
export function machineOf(state: HostState, identities: readonly Identity[]): string | undefined {
  for (const identity of identities) {
    const answer = state.answers.get(questionKey(identity, standing));
    const machine = answer === undefined ? undefined : standing.read(answer).machine;
    if (machine !== undefined) return machine;
  }
  return undefined;
}

/** That another run has the host, with the command that is the way out of it. */
export function lockedBy(
  { run, since }: { readonly run: string; readonly since: string },
  ports: Ports,
): Promise<Failure> {
  const by = since === '' ? `run ${run}` : `run ${run} since ${since}`;
  return withWayOut({ kind: 'locked', run, by, hint: '' }, ports);
}

/** A failure that names the way out as this machine knows it: the records of runs are here, not on the host. */
export async function withWayOut(failure: Failure, ports: Ports): Promise<Failure> {
  if (failure.kind !== 'locked') return failure;
  return { ...failure, hint: hintFor(failure.run, await ports.runHere?.(failure.run)) };
}

function hintFor(run: string, here: 'running' | 'ended' | 'unknown' | undefined): string {
  switch (here) {
    case 'running':
      return 'it runs on this machine: wait for it, or stop it with Ctrl-C';
    case 'ended':
      return `rulerun rollback ${run}`;
    default:
      return 'no run of that name is known here: where it was started, rulerun rollback gives the host free; where nobody knows it any more, the same command with --take-over';
  }
}
