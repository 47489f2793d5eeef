import type { Lookups } from '../../model/lookups.ts';
import type { GrowingInventory, Plan, PlannedHost, PlannedPlay } from '../../model/playbook/plan.ts';
import type { HostScope } from '../../resolve/evaluator.ts';
import { hostScopesOf } from '../../resolve/host-scope.ts';
import type { Present } from '../../resolve/hostvars.ts';
import type { RunGrowth } from './growth.ts';
import type { HostInPlay } from './host-state.ts';

/** How a host stands in a play. Where tasks add to the inventory, its templates use that as it is when they ask. */
export function inPlaysOf(
  plan: () => Plan,
  growth: RunGrowth | undefined,
  lookups: Lookups | undefined,
  present: Present,
): (play: PlannedPlay) => (host: PlannedHost) => HostInPlay {
  if (growth === undefined) {
    let scopes: ReturnType<typeof hostScopesOf> | undefined;
    return (play) => {
      scopes ??= hostScopesOf(plan(), lookups, present);
      const scopeOf = scopes(play);
      return (host) => ({ ...host, scope: scopeOf(host.target.name) });
    };
  }
  let world: ReturnType<GrowingInventory['world']> | undefined;
  let known = new Map<PlannedPlay, (host: string) => HostScope>();
  const scopesFor = (play: PlannedPlay): ((host: string) => HostScope) => {
    const now = growth.current.world();
    if (now !== world) {
      world = now;
      known = new Map();
    }
    const scopes =
      known.get(play) ?? hostScopesOf({ ...plan(), ...now }, lookups, present)(play, [...growth.joined]);
    known.set(play, scopes);
    return scopes;
  };
  return (play) => (host) => ({
    ...host,
    get scope(): HostScope {
      return scopesFor(play)(host.target.name);
    },
  });
}
