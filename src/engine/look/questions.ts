import type { Answer, Observation } from '../../model/action.ts';
import type { Identity } from '../../model/playbook/address.ts';
import { HostFailure } from '../../model/run/failure.ts';
import { standing as standingProbe } from '../../probes/lock/standing.ts';
import { looking } from '../hosts/connection.ts';
import type { HostState } from '../hosts/host-state.ts';
import type { HostWork } from '../hosts/host-work.ts';
import { questionKey } from '../hosts/question-key.ts';

/** Questions that belong to one shell. */
export interface Questions {
  readonly identity: Identity;
  readonly observations: readonly Observation[];
}

/**
 * The answers to `wanted`, from memory where the host has not changed since. What is missing is asked in one round trip,
 * together with `ahead`: the questions of later tasks, as far as they can be known, so that a host where nothing changes
 * is asked once. Those are only worked out when something is asked at all.
 * @throws {HostFailure}
 */
export async function answersTo(
  wanted: Questions,
  ahead: () => readonly Questions[],
  on: HostWork,
): Promise<readonly Answer[]> {
  const { state, ports } = on;
  const known = knownAnswers(wanted, state.answers);
  if (known !== undefined) return known;
  // Who has the host is asked along, until the run has begun there.
  const standing = state.held.size === 0 ? [{ ...wanted, observations: [standingProbe] }] : [];
  const asking = missing(state, [
    wanted,
    ...ahead().filter((later) => sameShell(later, wanted)),
    ...standing,
  ]);
  const answers = await looking(on, wanted.identity, (observer, signal) => observer.observe(asking, signal));
  remember(state, wanted.identity, asking, answers, ports.clock.now());
  return wanted.observations.map((observation) => remembered(state, wanted.identity, observation));
}

/** Keeps answers for the tasks to come. */
export function remember(
  state: HostState,
  identity: Identity,
  asked: readonly Observation[],
  answers: readonly Answer[],
  now: number,
): void {
  if (answers.length !== asked.length) {
    throw new HostFailure({
      kind: 'protocol',
      why: `${asked.length} questions were asked and ${answers.length} answered`,
    });
  }
  if (state.answers.size === 0) state.answeredAt = now;
  for (const [index, observation] of asked.entries()) {
    const answer = answers[index];
    if (answer !== undefined) state.answers.set(questionKey(identity, observation), answer);
  }
}

/** What of these has no answer yet; every question once. */
export function missing(state: HostState, questions: readonly Questions[]): readonly Observation[] {
  const asking = new Map<string, Observation>();
  for (const { identity, observations } of questions) {
    for (const observation of observations) {
      const key = questionKey(identity, observation);
      if (!state.answers.has(key)) asking.set(key, observation);
    }
  }
  return [...asking.values()];
}

/** Forgets answers that are too old to act on. Where nothing has been changed yet, what comes next is the baseline. */
export function renew(state: HostState): void {
  forget(state);
  if (state.steps.length === 0) state.baseline = undefined;
}

/** Forgets all answers: the host is no longer as it was. Those from before the first change stay as the baseline. */
export function forget(state: HostState): void {
  state.baseline ??= state.answers;
  state.answers = new Map();
}

/** The answers from before this run changed anything on the host; undefined when one of them was never asked then. */
export function baselineOf(questions: Questions, state: HostState): readonly Answer[] | undefined {
  return knownAnswers(questions, state.baseline ?? state.answers);
}

/** Undefined: one of them was never asked. */
export function knownAnswers(
  { identity, observations }: Questions,
  answers: ReadonlyMap<string, Answer>,
): readonly Answer[] | undefined {
  const known: Answer[] = [];
  for (const observation of observations) {
    const answer = answers.get(questionKey(identity, observation));
    if (answer === undefined) return undefined;
    known.push(answer);
  }
  return known;
}

export function sameShell(a: Questions, b: Questions): boolean {
  return a.identity.become === b.identity.become;
}

function remembered(state: HostState, identity: Identity, observation: Observation): Answer {
  const answer = state.answers.get(questionKey(identity, observation));
  if (answer === undefined)
    throw new HostFailure({ kind: 'protocol', why: `no answer to ${observation.argv.join(' ')}` });
  return answer;
}

/** Has them asked again. */
export function forgetAnswers({ identity, observations }: Questions, state: HostState): void {
  for (const observation of observations) {
    state.answers.delete(questionKey(identity, observation));
  }
}
