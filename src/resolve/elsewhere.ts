import type { Actions } from '../model/action.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Lookups } from '../model/lookups.ts';
import type { Host } from '../model/playbook/inventory.ts';
import {
  includableTasks,
  inOrder,
  type Plan,
  type PlannedHost,
  type PlannedPlay,
} from '../model/playbook/plan.ts';
import type { LooseTask, Play, Task } from '../model/playbook/playbook.ts';
import { type Names, namesAnd } from '../model/values/names.ts';
import { isTemplate } from '../python/template/parse/parse.ts';
import { namesSetBy, namesWithin } from './check/set-names.ts';
import { becomeOf, type ConnectionOptions, targetOf } from './connection/connection.ts';
import { AT_FIRST, evaluatorBefore, evaluatorFor, type HostScope, writtenOf } from './evaluator.ts';
import { hostScopesOf } from './host-scope.ts';
import { OMIT } from './params.ts';

/** How a host is reached; or what is wrong with that. */
export type ReachHost = (host: Host, play: PlannedPlay) => PlannedHost | readonly Diagnostic[];

interface Asked {
  readonly actions: Actions;
  readonly lookups?: Lookups | undefined;
  /** This machine, under each of its names. */
  readonly localHosts: ReadonlyMap<string, Host>;
  readonly reach: ReachHost;
}

/**
 * The hosts to which tasks of a plan may be delegated: those that they name, and all of the inventory where only a run can
 * tell the name. A host that is named and cannot be reached as it is described is a mistake.
 */
export function hostsElsewhere(
  plan: Omit<Plan, 'elsewhere'>,
  { actions, lookups, localHosts, reach }: Asked,
): { readonly elsewhere: Plan['elsewhere']; readonly diagnostics: readonly Diagnostic[] } {
  const elsewhere = new Map<string, PlannedHost>();
  const diagnostics: Diagnostic[] = [];
  const [first] = plan.plays;
  if (first === undefined) return { elsewhere, diagnostics };
  const { named, isOpen } = delegatesIn(plan, actions, lookups);
  for (const [name, play] of named) {
    const host = plan.hosts.get(name) ?? hostBeside(name, localHosts);
    const found = reach(host, play);
    if ('target' in found) elsewhere.set(name, found);
    else diagnostics.push(...found);
  }
  if (!isOpen) return { elsewhere, diagnostics };
  for (const host of [...plan.hosts.values(), ...localHosts.values()]) {
    const found = elsewhere.has(host.name) ? [] : reach(host, first);
    if ('target' in found) elsewhere.set(host.name, found);
  }
  return { elsewhere, diagnostics };
}

interface Delegates {
  /** With the first play that names each. */
  readonly named: ReadonlyMap<string, PlannedPlay>;
  /** Some can only be told while it runs. */
  readonly isOpen: boolean;
}

function delegatesIn(
  plan: Omit<Plan, 'elsewhere'>,
  actions: Actions,
  lookups: Lookups | undefined,
): Delegates {
  const named = new Map<string, PlannedPlay>();
  const pending = new Set(plan.plays.flatMap(inOrder).flatMap(({ task }) => namesSetBy(task, actions)));
  const scopes = hostScopesOf(plan, lookups);
  const found = plan.plays.flatMap((play) => {
    const planned = inOrder(play);
    const tasks = planned.filter(({ task }) => task.across.delegateTo !== undefined);
    const scopeOf = tasks.length === 0 ? undefined : scopes(play);
    const hosts = scopeOf === undefined ? [] : play.batches.flat().map(({ target }) => scopeOf(target.name));
    const here = mayBeHere(
      play,
      planned.map(({ task }) => task),
    )
      ? [{ name: 'localhost', play }]
      : [];
    return [
      ...here,
      ...tasks.flatMap(({ task }) => namesOf(task, hosts, pending).map((name) => ({ name, play }))),
    ];
  });
  const [first] = plan.plays;
  const inside = first === undefined ? [] : includedDelegates(plan).map((name) => ({ name, play: first }));
  const all = [...found, ...inside];
  for (const { name, play } of all) if (name !== undefined && !named.has(name)) named.set(name, play);
  return { named, isOpen: all.some(({ name }) => name === undefined) };
}

/** The hosts to which a task is delegated by each of its own; undefined: only a run can tell. */
function namesOf(
  task: Task,
  hosts: readonly HostScope[],
  setByTasks: Names,
): readonly (string | undefined)[] {
  const text = task.across.delegateTo?.text ?? '';
  if (!isTemplate(text)) return [text];
  const pending = namesAnd(setByTasks, namesWithin(task));
  const names = hosts.map((host) => {
    const name = evaluatorFor({ ...AT_FIRST, host, task, pending }).render(text);
    return name.ok && typeof name.value === 'string' ? name.value : undefined;
  });
  // Not to be delegated at all is one of the things that a template may come to.
  return [...new Set(names)].filter((name) => name !== '' && name !== OMIT);
}

/** What tasks name that others may include; undefined: it cannot be told yet. */
function includedDelegates(
  plan: Pick<Plan, 'included' | 'roles' | 'plays'>,
): readonly (string | undefined)[] {
  const tasks = includableTasks(plan);
  const here = plan.plays.some((play) => mayBeHere(play, tasks)) ? ['localhost'] : [];
  const others = tasks.flatMap(({ across: { delegateTo: node } }) => {
    if (node === undefined) return [];
    return [isTemplate(node.text) ? undefined : node.text];
  });
  return [...here, ...others];
}

/** True where `connection` may say that tasks for other hosts are done on this machine. */
function mayBeHere(play: PlannedPlay, tasks: readonly Pick<LooseTask, 'across'>[]): boolean {
  return (
    tasks.some(({ across: { connection: node } }) => node !== undefined && /local|\{/.test(node.text)) &&
    play.batches.flat().some(({ target }) => target.address.kind !== 'local')
  );
}

/** Those beside the inventory to which tasks are delegated are in no group. */
export function withElsewhere(
  hosts: Plan['hosts'],
  elsewhere: Plan['elsewhere'],
  localHosts: ReadonlyMap<string, Host>,
): Plan['hosts'] {
  const others = [...elsewhere.keys()].filter((name) => !hosts.has(name));
  return new Map([...hosts, ...others.map((name) => [name, hostBeside(name, localHosts)] as const)]);
}

/** A host that the inventory does not have. */
function hostBeside(name: string, localHosts: ReadonlyMap<string, Host>): Host {
  return localHosts.get(name) ?? { name, groups: [], variables: new Map(), source: undefined };
}

/** How a host is reached in a play, or what is wrong with what is said of it. */
export function reachOf(
  host: Host,
  scope: HostScope,
  { reach }: Pick<Play, 'reach'>,
  connection: ConnectionOptions,
): ReturnType<ReachHost> {
  const { render } = evaluatorBefore(scope);
  const said = { get: (name: string) => writtenOf(name, scope.written) ?? reach.get(name) };
  const target = targetOf(host, said, { ...connection, render });
  if (!target.ok) return target.diagnostics;
  return { target: target.target, become: becomeOf(said, render) };
}
