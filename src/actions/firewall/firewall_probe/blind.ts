import type { Message, Obstacle } from '../../../model/action.ts';
import type { RuleSets } from '../../../probes/rules/rule-sets.ts';
import { blindTo, type Save } from '../../../probes/rules/saves.ts';
import { warning } from '../../decision.ts';

/** One look at a host, with what of its tables could not be seen. */
export interface Seen {
  readonly rules: RuleSets;
  readonly blind: readonly Save[];
}

/** Why a check can say nothing, or what it has to say beside its finding. */
export type Blindness = Obstacle | { readonly told: readonly string[] };

/**
 * What tables that iptables cannot show mean for a check; undefined: there are none.
 *
 * @param asks Whether something rests on what the tables hold: a chain that is not seen may be there all the same.
 */
export function blindness(now: Seen, before: Seen | undefined, asks: boolean): Blindness | undefined {
  const lost = before === undefined ? [] : now.blind.filter((save) => wasSeen(save, before));
  const all = [...now.blind, ...(before?.blind ?? [])];
  const [first] = [...lost, ...all];
  const why = first && blindTo(first);
  if (why === undefined || asks || lost.length > 0) return why;
  return { told: [...new Set(all.flatMap((save) => blindTo(save)?.why ?? []))] };
}

/** Said beside a finding that does not rest on what could not be seen. */
export function warnings(blind: Blindness | undefined): readonly Message[] {
  if (blind === undefined || 'why' in blind) return [];
  return blind.told.map((why) => warning(`${why}, so nothing of it is compared`));
}

function wasSeen({ program, unshown }: Save, { blind }: Seen): boolean {
  const before = new Set(keysOf(blind));
  return keysOf([{ program, unshown }]).some((key) => !before.has(key));
}

function keysOf(saves: readonly Pick<Save, 'program' | 'unshown'>[]): readonly string[] {
  return saves.flatMap(({ program, unshown }) => unshown.map(({ table }) => `${program} ${table}`));
}

/** Both looks without the tables that one of them has not seen whole. */
export function seenByBoth(before: Seen, now: Seen): readonly [RuleSets, RuleSets] {
  const hidden = new Set(keysOf([...before.blind, ...now.blind]));
  const seen = (rules: RuleSets): RuleSets =>
    new Map([...rules].filter(([, { program, table }]) => !hidden.has(`${program} ${table}`)));
  return [seen(before.rules), seen(now.rules)];
}
