import pLimit from 'p-limit';
import type { Knowledge } from '../../resolve/hostvars.ts';
import { companyOf } from '../company/company.ts';
import { mayMeet } from '../company/places.ts';
import type { HostState, PlaceOf } from '../hosts/host-state.ts';
import { untilStopped } from '../hosts/host-work.ts';
import { hostsOf, playsOf, type Run } from '../run-state.ts';
import type { Prospect } from './findings.ts';
import { type Foresight, foresightOf, type Previewing, previewOf, previewPlay } from './preview.ts';
import type { Touch } from './touches.ts';

/** True for a run in which hosts look at each other: what one comes to may depend on another. */
export function isTogether({ plan }: Run): boolean {
  return (
    plan.elsewhere.size > 0 || plan.plays.some((play) => mayMeet(play, plan) && hostsOf(play).length > 1)
  );
}

/** Foresees all hosts play by play and batch by batch, as an apply takes them, so that each knows what others came to. */
export async function previewTogether(
  run: Run,
  withVerify: boolean,
): Promise<ReadonlyMap<HostState, Foresight>> {
  const { plan, ports, states } = run;
  const { forks } = ports.limits;
  const previews = new Map<string, Previewing>();
  const add = (name: string, state: HostState): Previewing => {
    const plays = playsOf(run, name);
    const previewing = previewOf(untilStopped(state, ports), plays, placeOf, touchesOf);
    previews.set(name, previewing);
    run.seen.set(name, asSeen(previewing.on));
    return previewing;
  };
  // What a task finds out for another host counts in the preview alone.
  const placeOf: PlaceOf = (name) => {
    const found = run.placeOf(name);
    if (!found.ok) return found;
    return { ok: true, value: (previews.get(name) ?? add(name, found.value)).on.state };
  };
  const touchesOf = ({ target }: HostState): Touch[] => previews.get(target.name)?.on.touches ?? [];
  for (const [name, state] of states) add(name, state);
  for (const play of plan.plays) {
    for (const batch of play.batches) {
      const names = batch.map(({ target }) => target.name);
      const company = companyOf<Prospect>(play, names, plan, { forks, isTooMany: () => false });
      // Hosts that wait for each other are all under way; their tasks take turns.
      const atOnce = company.meeting === undefined ? forks : batch.length;
      await pLimit(atOnce).map(names, async (name) => {
        const previewing = previews.get(name);
        if (previewing === undefined) return;
        await previewPlay(play, previewing, company, withVerify, (why) => run[why].add(name));
      });
      run.ended.clear();
      if (company.ended === 'play') break;
    }
  }
  run.seen.clear();
  run.failed.clear();
  return new Map(
    await pLimit(forks).map(
      [...previews.values()],
      async (previewing) => [previewing.real.state, await foresightOf(previewing)] as const,
    ),
  );
}

function asSeen({ state, pending }: Previewing['on']): Knowledge {
  return {
    pending,
    included: state.included,
    registered: state.registered,
    get facts() {
      return state.facts;
    },
  };
}
