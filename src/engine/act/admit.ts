import pLimit from 'p-limit';
import type { PlannedPlay } from '../../model/playbook/plan.ts';
import { companyOf } from '../company/company.ts';
import { type MetPlay, meetHosts } from '../company/meet-hosts.ts';
import { takeHost } from '../hosts/hold.ts';
import type { HostResult } from '../hosts/host-result.ts';
import type { HostState } from '../hosts/host-state.ts';
import { untilStopped } from '../hosts/host-work.ts';
import { finishHost, hostsOf, type Run } from '../run-state.ts';
import type { FoundOn } from '../survey/claims.ts';
import type { Prospect } from '../survey/findings.ts';
import { checkNewcomers } from '../survey/preflight.ts';
import { type Foresight, foresightOf, previewOf, previewPlay } from '../survey/preview.ts';
import { asRefusal, asResult, blocked, type Conclusion, claims } from '../survey/verdicts.ts';

/**
 * The play of this number, once its hosts may be changed: those that no preview could know are reached, checked, looked at
 * and taken first. Undefined: it must not begin, and that has been told.
 */
export async function admitted(run: Run, number: number): Promise<PlannedPlay | undefined> {
  const met = await meetHosts(run, number);
  const { play } = met;
  if (!met.ok) return refused(run, play, met.why, []);
  const newcomers = met.newcomers.filter(({ target: { name } }) => !run.met.has(`${number} ${name}`));
  if (newcomers.length === 0) return play;
  await run.ports.keepHosts?.(run.plan);
  const wrong = await wrongWith(run, { ...met, newcomers });
  if (wrong.size === 0) return play;
  const left = play.onFailure === 'continue';
  const [[first, { why }] = ['', { why: '' }]] = wrong;
  for (const [name, result] of wrong) await finishHost(run, name, result);
  // A play that goes on past failures goes on without them.
  return left ? play : refused(run, play, `${first}, which a task has added: ${why}`, [...wrong.keys()]);
}

async function refused(
  run: Run,
  play: PlannedPlay,
  why: string,
  those: readonly string[],
): Promise<undefined> {
  const notStarted = hostsOf(play)
    .map(({ target }) => target.name)
    .filter((name) => !those.includes(name));
  await run.ports.record({ type: 'rollout.stopped', play: play.number, why, notStarted });
}

type Wrong = ReadonlyMap<string, HostResult>;

/** Takes them for the run; or says what speaks against that, on the hosts where something does. */
async function wrongWith(run: Run, met: MetPlay & { readonly ok: true }): Promise<Wrong> {
  const unchecked = await checkNewcomers(run, met);
  if (unchecked.length > 0) return resultsOf(unchecked.map(asResult));
  const { play, newcomers } = met;
  const foresights = await lookAhead(run, play, newcomers);
  const failing = foresights.flatMap(({ state, found: { failure } }) =>
    failure === undefined ? [] : [{ state, result: blocked(failure) }],
  );
  if (failing.length > 0 && play.onFailure !== 'continue') return resultsOf(failing);
  const claimed = await claims(run, foresights);
  const unclaimed = claimed.filter(({ found }) => found.kind === 'refused').map(asRefusal);
  if (unclaimed.length > 0) return resultsOf(unclaimed);
  const taken = await pLimit(run.ports.limits.forks).map(claimed, async ({ state, found }) => {
    if (found.kind !== 'claim') return { state, result: undefined };
    const { identities, from } = found.claim;
    const failure = await takeHost(untilStopped(state, run.ports), run.id, identities, from);
    return { state, result: failure === undefined ? undefined : blocked(failure) };
  });
  return resultsOf(taken);
}

function resultsOf(all: readonly Conclusion[]): Wrong {
  return new Map(
    all.flatMap(({ state, result }) => (result === undefined ? [] : [[state.target.name, result] as const])),
  );
}

/** What the play would do on them, of which nothing is told: it is under way, and about to be done. */
async function lookAhead(
  run: Run,
  play: PlannedPlay,
  newcomers: readonly HostState[],
): Promise<readonly FoundOn<Foresight>[]> {
  const ports = { ...run.ports, record: async () => undefined };
  const names = newcomers.map(({ target }) => target.name);
  const company = companyOf<Prospect>(play, names, run.plan, ports.limits);
  return pLimit(company.atOnce).map(newcomers, async (state) => {
    const previewing = previewOf(untilStopped(state, ports), [play]);
    await previewPlay(play, previewing, company, false, () => undefined);
    return { state, found: await foresightOf(previewing) };
  });
}
