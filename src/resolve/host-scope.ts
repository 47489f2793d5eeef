import type { Lookups } from '../model/lookups.ts';
import type { Host, Variables } from '../model/playbook/inventory.ts';
import type { Plan, PlannedPlay } from '../model/playbook/plan.ts';
import { EMPTY, type JsonObject, jsonObject } from '../model/values/json.ts';
import { type HostScope, NO_ROLES, type RoleLayers } from './evaluator.ts';
import { withVarsFiles } from './files/vars-files.ts';
import { hostvarsOf, type Present } from './hostvars.ts';
import { hostNames, playMagic, roleMagic, usualValues, withPresence } from './magic.ts';

/** What the scopes of all hosts of a plan share. */
export type Shared = Pick<Plan, 'extraVariables' | 'folder' | 'magic' | 'varsFiles' | 'roles'> & {
  readonly hostvars: JsonObject;
  readonly lookups: Lookups | undefined;
  /** Absent: nothing has been done yet. */
  readonly present?: Present | undefined;
};

/** The same with what is worked out of it. */
export function sharedIn<
  World extends Parameters<typeof hostvarsOf>[0] & Omit<Shared, 'hostvars' | 'lookups'>,
>(world: World, lookups: Lookups | undefined, present?: Present): World & Shared {
  return { ...world, hostvars: hostvarsOf(world, lookups, present), lookups, present };
}

/** Gives, for each play of a plan, the scope of each of its hosts. `joined`: hosts that tasks of the play have added. */
export function hostScopesOf(
  plan: Omit<Plan, 'elsewhere' | 'plays'>,
  lookups?: Lookups,
  present?: Present,
): (play: PlannedPlay, joined?: readonly string[]) => (host: string) => HostScope {
  const shared = sharedIn(plan, lookups, present);
  return (play, joined = []) => {
    const batches = play.batches.map((batch) => batch.map(({ target }) => target.name));
    const makers = new Map(
      batches.flatMap((batch) => {
        const scope = scopesInBatch(play, [...batches.flat(), ...joined], batch, shared);
        return batch.map((name) => [name, scope] as const);
      }),
    );
    return (name) => {
      const host = plan.hosts.get(name);
      const scope = makers.get(name);
      if (host === undefined || scope === undefined) throw new Error(`${name} is not a host of this plan`);
      return scope(host);
    };
  };
}

/** The scopes of the hosts of one batch. `hosts`: the names of all hosts of the play. */
export function scopesInBatch(
  play: Pick<PlannedPlay, 'name' | 'folder' | 'vars' | 'varsFiles' | 'prompted' | 'roles'>,
  hosts: readonly string[],
  batch: readonly string[],
  { extraVariables, folder, magic, roles, varsFiles, hostvars, lookups, present }: Shared,
): (host: Host) => HostScope {
  const inBatch = withPresence(
    jsonObject([
      ...Object.entries(magic),
      ...Object.entries(playMagic(play, hosts, batch, roles)),
      ['hostvars', hostvars],
    ]),
    present?.isOut,
  );
  const layers = roleLayers(play.roles, roles);
  const withFiles = withVarsFiles(play, varsFiles, lookups);
  return (host) =>
    withFiles({
      magic: inBatch,
      roles: layers,
      names: hostNames(host, folder),
      open: play.prompted.open,
      lookups,
      folder,
      written: {
        'command line values': usualValues(host),
        inventory: host.variables,
        'play vars': play.vars,
        'play vars_prompt': play.prompted.variables,
        'extra vars': extraVariables,
      },
    });
}

/** What a play's own host pattern may use: no host is known yet. */
export function beforeHosts(
  vars: Variables,
  { extraVariables, folder, magic, hostvars, lookups }: Shared,
): HostScope {
  return {
    magic: jsonObject([...Object.entries(magic), ['hostvars', hostvars]]),
    names: EMPTY,
    roles: NO_ROLES,
    open: [],
    written: { 'play vars': vars, 'extra vars': extraVariables },
    ...{ lookups, folder },
  };
}

/** A task's own role wins over the others of its play, of which the later ones win. */
function roleLayers(inPlay: readonly string[], roles: Plan['roles']): RoleLayers {
  if (roles.size === 0) return NO_ROLES;
  const known = new Map<string | undefined, ReturnType<RoleLayers>>();
  const layersFor: RoleLayers = (own, shown = []) => {
    const ofRole = own === undefined ? undefined : roles.get(own);
    const others = [...inPlay, ...shown].toReversed().flatMap((key) => roles.get(key) ?? []);
    const all = ofRole === undefined ? others : [ofRole, ...others];
    return {
      vars: all.map(({ vars }) => vars),
      defaults: all.map(({ defaults }) => defaults),
      magic: ofRole === undefined ? EMPTY : roleMagic(ofRole),
      folders:
        ofRole === undefined ? [] : [ofRole.folder, ...ofRole.parents.toReversed().map((one) => one.folder)],
    };
  };
  return (own, shown = []) => {
    if (shown.length > 0) return layersFor(own, shown);
    const layers = known.get(own) ?? layersFor(own);
    known.set(own, layers);
    return layers;
  };
}
