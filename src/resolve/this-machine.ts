import type { Plan, PlannedPlay } from '../model/playbook/plan.ts';
import type { PatternInventory } from './pattern/host-pattern.ts';

/** The hosts of the inventory and, where it does not name it, `localhost`: `hostvars` has it in any case. */
export function withThisMachine({ hosts, localHosts }: PatternInventory): Plan['hosts'] {
  const self = localHosts.get('localhost');
  return self === undefined || hosts.has(self.name) ? hosts : new Map([...hosts, [self.name, self]]);
}

/** The hosts of the inventory, and this machine itself where a play means it and no inventory names it. */
export function withLocalHosts(
  { localHosts }: PatternInventory,
  hosts: Plan['hosts'],
  plays: readonly PlannedPlay[],
): Plan['hosts'] {
  const meant = new Set(plays.flatMap(({ batches }) => batches.flat().map(({ target }) => target.name)));
  const others = [...localHosts.values()].filter(({ name }) => meant.has(name) && !hosts.has(name));
  return new Map([...hosts, ...others.map((host) => [host.name, host] as const)]);
}
