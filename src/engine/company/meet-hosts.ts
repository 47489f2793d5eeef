import type { PlannedPlay } from '../../model/playbook/plan.ts';
import { formatPosition } from '../../model/values/position.ts';
import type { HostState } from '../hosts/host-state.ts';
import { hostsOf, type Run } from '../run-state.ts';

/** A play whose turn it is. */
export type MetPlay =
  | {
      readonly ok: true;
      readonly play: PlannedPlay;
      /** Its hosts that were none of it when everything was read. */
      readonly newcomers: readonly HostState[];
    }
  /** It cannot be begun with the hosts that tasks have added. */
  | { readonly ok: false; readonly play: PlannedPlay; readonly why: string };

/** The play of this number with the hosts that it has by now: where tasks add to the inventory, it is planned anew. */
export async function meetHosts(run: Run, number: number): Promise<MetPlay> {
  const before = playIn(run.plan, number);
  const { growth } = run;
  if (growth === undefined) return { ok: true, play: before, newcomers: [] };
  growth.joined.clear();
  const { value, diagnostics } = growth.current.plan(number);
  const wrong = diagnostics.find(({ severity }) => severity === 'error');
  if (value === undefined || wrong !== undefined) {
    const place = wrong === undefined ? '' : ` (${formatPosition(wrong.at)})`;
    return { ok: false, play: before, why: `${wrong?.message ?? 'it cannot be planned'}${place}` };
  }
  run.plan = value;
  const joined = value.plays.filter((play) => play.number >= number).flatMap(run.takeIn);
  if (joined.length > 0)
    await run.ports.record({ type: 'hosts.joined', hosts: joined.map(({ target }) => target.name) });
  const play = playIn(value, number);
  const moved = hostsOf(play).find(({ target }) => isElsewhere(run.states.get(target.name), target.address));
  if (moved !== undefined) {
    const why = `a task gives ${moved.target.name} another address, and this run has met it where it was`;
    return { ok: false, play, why };
  }
  const known = new Set(hostsOf(playIn(run.read, number)).map(({ target }) => target.name));
  const newcomers = hostsOf(play).flatMap(({ target: { name } }) => {
    const state = known.has(name) ? undefined : run.states.get(name);
    return state === undefined ? [] : [state];
  });
  return { ok: true, play, newcomers };
}

function playIn({ plays }: Run['plan'], number: number): PlannedPlay {
  const play = plays.find((each) => each.number === number);
  if (play === undefined) throw new Error(`there is no play ${number}`);
  return play;
}

function isElsewhere(state: HostState | undefined, address: HostState['target']['address']): boolean {
  return state !== undefined && JSON.stringify(state.target.address) !== JSON.stringify(address);
}

/** From here on tasks add for real: what a preview has added is forgotten, and the hosts it has met stay known. */
export function addAnew(run: Run): void {
  const { growth, ports } = run;
  if (growth === undefined || ports.growing === undefined) return;
  growth.current = ports.growing();
  growth.open.clear();
  growth.joined.clear();
  run.plan = run.read;
}
