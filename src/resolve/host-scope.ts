import type { Lookups } from '../model/lookups.ts';
import type { Host, Variables } from '../model/playbook/inventory.ts';
import type { Plan, PlannedPlay } from '../model/playbook/plan.ts';
import { type JsonObject, jsonObject } from '../model/values/json.ts';
import type { HostScope } from './evaluator.ts';
import { hostvarsOf } from './hostvars.ts';
import { hostNames, playMagic, usualValues } from './magic.ts';
import { withVarsFiles } from './vars-files.ts';

/** What the scopes of all hosts of a plan share. */
export type Shared = Pick<Plan, 'extraVariables' | 'folder' | 'magic' | 'varsFiles'> & {
  readonly hostvars: JsonObject;
  readonly lookups: Lookups | undefined;
};

/** The same with what is worked out of it. */
export function sharedIn<
  World extends Parameters<typeof hostvarsOf>[0] & Omit<Shared, 'hostvars' | 'lookups'>,
>(world: World, lookups: Lookups | undefined): World & Shared {
  return { ...world, hostvars: hostvarsOf(world, lookups), lookups };
}

/** Gives, for each play of a plan, the scope of each of its hosts. */
export function hostScopesOf(
  plan: Plan,
  lookups?: Lookups,
): (play: PlannedPlay) => (host: string) => HostScope {
  const shared = sharedIn(plan, lookups);
  return (play) => {
    const batches = play.batches.map((batch) => batch.map(({ target }) => target.name));
    const makers = new Map(
      batches.flatMap((batch) => {
        const scope = scopesInBatch(play, batches.flat(), batch, shared);
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
  play: Pick<PlannedPlay, 'name' | 'folder' | 'vars' | 'varsFiles' | 'prompted'>,
  hosts: readonly string[],
  batch: readonly string[],
  { extraVariables, folder, magic, varsFiles, hostvars, lookups }: Shared,
): (host: Host) => HostScope {
  const inBatch = jsonObject([
    ...Object.entries(magic),
    ...Object.entries(playMagic(play, hosts, batch)),
    ['hostvars', hostvars],
  ]);
  const withFiles = withVarsFiles(play, (path) => varsFiles.get(path) ?? 'missing');
  return (host) =>
    withFiles({
      magic: inBatch,
      names: hostNames(host, folder),
      open: play.prompted.open,
      lookups,
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
  { extraVariables, magic, hostvars, lookups }: Shared,
): HostScope {
  return {
    magic: jsonObject([...Object.entries(magic), ['hostvars', hostvars]]),
    names: jsonObject([]),
    open: [],
    written: { 'play vars': vars, 'extra vars': extraVariables },
    lookups,
  };
}
