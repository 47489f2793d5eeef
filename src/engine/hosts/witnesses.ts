import { linesShown, witnessOf } from '../../actions/witness/witness.ts';
import type { Answer, Observation } from '../../model/action.ts';
import type { Identity } from '../../model/playbook/address.ts';
import { placeOf, type RunEvent } from '../../model/run/event.ts';
import { hostRunName } from '../../model/run/host-run.ts';
import type { Witness } from '../../model/run/witness.ts';
import { REDACTED } from '../../model/values/redact.ts';
import { questionOf } from './question-key.ts';

/** One witness in one word, for comparing: whose rights, and the words of the question. */
export function witnessName({ become, argv }: Pick<Witness, 'become' | 'argv'>): string {
  return [become ?? '', ...argv].join(' ');
}

/** The witnesses among what a task asks. */
export function witnessNames({ become }: Identity, observations: readonly Observation[]): readonly string[] {
  return observations.flatMap((observation) => {
    const witness = witnessOf(observation);
    return witness === undefined ? [] : [witnessName({ become, argv: witness.argv })];
  });
}

/** What answers tell of how a host is, by the keys of `questionKey`. An answer that tells nothing is left out. */
export function witnesses(answers: ReadonlyMap<string, Answer>): readonly Witness[] {
  const found = new Map<string, Witness>();
  for (const [key, answer] of answers) {
    const { become, argv } = questionOf(key);
    const witness = witnessOf({ argv });
    if (witness === undefined) continue;
    const lines = linesShown(witness, answer);
    if (typeof lines === 'string') continue;
    const one: Witness = { become, argv: witness.argv, lines };
    found.set(witnessName(one), one);
  }
  return [...found.values()];
}

/**
 * How a host was before each play of a recorded run, by the name of the play's folder. What had a secret in it, such as the
 * name of a file, can neither be asked again nor compared.
 */
export function recordedWitnesses(
  run: string,
  events: readonly RunEvent[],
  host: string,
): ReadonlyMap<string, readonly Witness[]> {
  return new Map(
    events.flatMap((event) =>
      event.type === 'task.intent' && placeOf(event) === host && event.before !== undefined
        ? [[hostRunName(run, event.task.play), event.before.filter(isWhole)] as const]
        : [],
    ),
  );
}

function isWhole({ argv, lines }: Witness): boolean {
  return ![...argv, ...lines].some((text) => String(text).includes(REDACTED));
}

/** Whether a run came to its end on a host, with what it changed confirmed. */
export function isSettled(events: readonly RunEvent[], host: string): boolean {
  return events.some(
    (event) => event.type === 'host.finished' && event.host === host && event.outcome === 'changed',
  );
}
