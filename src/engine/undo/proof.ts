import { differences, linesShown, witnessOf } from '../../actions/witness/witness.ts';
import type { Observation } from '../../model/action.ts';
import type { Witness } from '../../model/run/witness.ts';
import { type Attempt, attempt } from '../hosts/attempt.ts';
import { looking } from '../hosts/connection.ts';
import type { HostWork } from '../hosts/host-work.ts';
import { witnessName } from '../hosts/witnesses.ts';

/** What of a host is not as it was, by the name of the witness that tells it; empty: all is. */
export type Differing = ReadonlyMap<string, readonly string[]>;

/** The kubelet takes a minute for what it has lost, OpenShift half of that. */
const COMES_BACK_WITHIN_MS = 90_000;
const BETWEEN_LOOKS_MS = 3_000;

/** How a host is now, for `whatDiffers` later on. @throws {HostFailure} */
export async function lookAt(
  on: HostWork,
  before: readonly Witness[],
): Promise<readonly (Witness | string)[]> {
  const found = new Map<string, Witness | string>();
  for (const become of new Set(before.map((witness) => witness.become))) {
    const group = before.filter((witness) => witness.become === become);
    const questions = group.map(({ argv }): Observation => witnessOf({ argv }) ?? { argv });
    const answers = await looking(on, { become }, (observer, signal) => observer.observe(questions, signal));
    for (const [index, witness] of group.entries()) {
      const answer = answers[index];
      const lines = answer === undefined ? 'there was no answer' : linesShown(witness, answer);
      found.set(witnessName(witness), typeof lines === 'string' ? lines : { ...witness, lines });
    }
  }
  return before.map((witness) => found.get(witnessName(witness)) ?? 'there was no answer');
}

/**
 * Asks the questions of before the change again and compares. What programs bring back by themselves is waited for.
 *
 * @param start how it was when going back began, of a run that had ended well on this host; others may have changed the
 *   host since, and then only what going back itself did counts against it
 */
export async function whatDiffers(
  on: HostWork,
  before: readonly Witness[],
  start: readonly (Witness | string)[] | undefined,
): Promise<Attempt<Differing>> {
  const { ports, signal } = on;
  const { clock } = ports;
  const giveUpAt = clock.now() + COMES_BACK_WITHIN_MS;
  for (;;) {
    const looked = await attempt(() => lookAt(on, before));
    if (!looked.ok) return looked;
    const differing = compared(before, looked.value, start);
    if (!mayComeBack(differing) || signal.aborted || clock.now() >= giveUpAt)
      return { ok: true, value: differing };
    await clock.sleep(BETWEEN_LOOKS_MS, signal);
  }
}

/** Programs bring back rules, containers and services; nobody brings back a file. */
function mayComeBack(differing: Differing): boolean {
  return [...differing.keys()].some((name) => !/^\S* rr_file /.test(name));
}

function compared(
  before: readonly Witness[],
  now: readonly (Witness | string)[],
  start: readonly (Witness | string)[] | undefined,
): Differing {
  return new Map(
    before.flatMap((witness, index) => {
      const is = now[index] ?? '';
      const then = start?.[index];
      const found =
        typeof is === 'string'
          ? [is]
          : differences(witness, witness.lines, is.lines, typeof then === 'object' ? then.lines : undefined);
      return found.length === 0 ? [] : [[witnessName(witness), found] as const];
    }),
  );
}

/** The most differences that are told. */
const MOST_TOLD = 20;

export function told(differing: Differing): string {
  const all = [...new Set([...differing.values()].flat())];
  const more = all.length - MOST_TOLD;
  return `${all.slice(0, MOST_TOLD).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}
