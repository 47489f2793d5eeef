import pLimit from 'p-limit';
import type { PlannedPlay } from '../../model/playbook/plan.ts';
import type { Knowledge } from '../../resolve/hostvars.ts';
import { companyOf } from '../company/company.ts';
import { meetHosts } from '../company/meet-hosts.ts';
import { mayMeet } from '../company/places.ts';
import type { HostState, PlaceOf } from '../hosts/host-state.ts';
import { untilStopped } from '../hosts/host-work.ts';
import { hostsOf, playsOf, type Run } from '../run-state.ts';
import type { FoundOn } from './claims.ts';
import type { Prospect } from './findings.ts';
import { checkNewcomers, type Objection } from './preflight.ts';
import { type Foresight, foresightOf, type Previewing, previewOf, previewPlay } from './preview.ts';
import type { Touch } from './touches.ts';

/** True for a run in which hosts look at each other: what one comes to may depend on another. */
export function isTogether({ plan, growth }: Run): boolean {
  return (
    growth !== undefined ||
    plan.elsewhere.size > 0 ||
    plan.plays.some((play) => mayMeet(play, plan) && hostsOf(play).length > 1)
  );
}

/** What all hosts come to; undefined: nothing may begin, and that has been told. */
type Together = ReadonlyMap<HostState, Foresight> | undefined;

/**
 * Foresees all hosts play by play and batch by batch, as an apply takes them, so that each knows what others came to. Hosts
 * that tasks add are met and checked before the play that they come to; `objections` are what they are refused for.
 */
export async function previewTogether(
  run: Run,
  withVerify: boolean,
  objections: FoundOn<Objection>[],
): Promise<Together> {
  const { ports, states } = run;
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
  for (const { number } of run.read.plays) {
    const play = await foreseenPlay(run, number, objections);
    if (play === undefined) return undefined;
    for (const { target } of hostsOf(play)) {
      const state = states.get(target.name);
      if (state === undefined) continue;
      const known = previews.get(target.name) ?? add(target.name, state);
      known.plays = playsOf(run, target.name);
    }
    await previewBatches(play, previews, run, withVerify);
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

async function previewBatches(
  play: PlannedPlay,
  previews: ReadonlyMap<string, Previewing>,
  run: Run,
  withVerify: boolean,
): Promise<void> {
  for (const batch of play.batches) {
    const names = batch.map(({ target }) => target.name);
    const company = companyOf<Prospect>(play, names, run.plan, run.ports.limits);
    await pLimit(company.atOnce).map(names, async (name) => {
      const previewing = previews.get(name);
      if (previewing === undefined) return;
      await previewPlay(play, previewing, company, withVerify, (why) => run[why].add(name));
    });
    run.ended.clear();
    if (company.ended === 'play') break;
  }
}

/**
 * A play with the hosts that tasks before it would have added, which are reached and checked; `objections` takes what they
 * are refused for. Undefined: nothing may begin, and that has been told.
 */
async function foreseenPlay(
  run: Run,
  number: number,
  objections: FoundOn<Objection>[],
): Promise<PlannedPlay | undefined> {
  const met = await meetHosts(run, number);
  if (!met.ok) {
    await run.ports.record({ type: 'rollout.stopped', play: number, why: met.why, notStarted: [] });
    return undefined;
  }
  objections.push(...(await checkNewcomers(run, met)));
  if (objections.length > 0) return undefined;
  for (const { target } of met.newcomers) run.met.add(`${number} ${target.name}`);
  await tellOpen(run, met.play);
  return met.play;
}

/** Says that a play may meet more hosts than a preview can know. */
async function tellOpen({ growth, ports }: Run, { number, name }: PlannedPlay): Promise<void> {
  if (growth === undefined || growth.open.size === 0) return;
  const tasks = [...growth.open].map((title) => `"${title}"`).join(', ');
  await ports.record({ type: 'play.open', play: number, name, why: `${tasks} may add to its hosts` });
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
