import type { Action } from '../model/action.ts';
import { firewallUnits } from './firewall/unit-effects/firewall-units.ts';
import { runningRules } from './firewall/unit-effects/running-rules.ts';
import * as actionsOfTheirOwn from './list.ts';
import { containerStop } from './services/container-stop.ts';
import { serviceWith } from './services/service/action.ts';
import { systemdWith } from './services/systemd/action.ts';
import type { UnitEffect } from './unit-effect.ts';

/** What moving a unit changes on a host, in the order in which a preview tells it. */
const unitEffects: readonly UnitEffect[] = [containerStop, firewallUnits, runningRules];

/** Every action, by name. */
export const actionList: readonly Action[] = [
  ...Object.values(actionsOfTheirOwn),
  serviceWith(unitEffects),
  systemdWith(unitEffects),
].sort((one, other) => (one.name < other.name ? -1 : 1));

/** Every action under each of its names. */
export const actions: ReadonlyMap<string, Action> = byName(actionList);

/** These actions, under each of their names. */
export function byName(list: readonly Action[]): ReadonlyMap<string, Action> {
  return new Map(
    list.flatMap((action) => [action.name, ...action.aliases].map((name) => [name, action] as const)),
  );
}
