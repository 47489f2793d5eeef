import { dirname, resolve } from 'node:path';
import { type Actions, actionOf } from '../model/action.ts';
import type { Diagnostic, Read } from '../model/diagnostic.ts';
import type { Lookups } from '../model/lookups.ts';
import { blankTask } from '../model/playbook/blank-task.ts';
import { settled } from '../model/playbook/inherit.ts';
import type { Host, Variables } from '../model/playbook/inventory.ts';
import {
  armOf,
  type Plan,
  type PlannedHost,
  type PlannedPlay,
  type PlannedTask,
  type Section,
  type Selection,
  titleIn,
} from '../model/playbook/plan.ts';
import type { Play, Playbook, Task } from '../model/playbook/playbook.ts';
import { NOT_PROMPTED, type Prompted } from '../model/playbook/variable-sources.ts';
import { EMPTY } from '../model/values/json.ts';
import { startOf } from '../model/values/position.ts';
import { GATHERED } from '../probes/facts/names.ts';
import { didYouMean } from '../text/edit-distance.ts';
import { batchesOf } from './batches.ts';
import { checkMentions, type Named, registeredIn } from './check/check-mentions.ts';
import { checkValues } from './check/check-values.ts';
import type { FileTrouble } from './check/missing-files.ts';
import { secondLogins } from './check/second-logins.ts';
import { unaskedJobs } from './check/unasked-jobs.ts';
import { becomeFor, type ConnectionOptions } from './connection/connection.ts';
import { hostsElsewhere, type ReachHost, reachOf, withElsewhere } from './elsewhere.ts';
import { evaluatorBefore, type HostScope } from './evaluator.ts';
import { gatheringTasks } from './facts/gathering.ts';
import { type FactsReached, factsReachedBy } from './facts/reached.ts';
import { type MissingVarsFile, missingVarsFiles, toldMissing } from './files/vars-files.ts';
import { beforeHosts, type Shared, scopesInBatch, sharedIn } from './host-scope.ts';
import { type MagicOptions, runMagic } from './magic.ts';
import { mayCome } from './pattern/coming.ts';
import type { PatternInventory } from './pattern/host-pattern.ts';
import { type Choosing, hostsOfPlay, mistakeAt } from './pattern/hosts-of-play.ts';
import { withSettings } from './play-settings.ts';
import { isSelected, startingAt, unknownTags } from './selection.ts';
import { withLocalHosts, withThisMachine } from './this-machine.ts';

/** What the command line says beside playbooks and inventory. */
export interface PlanOptions extends MagicOptions {
  readonly selection: Selection;
  /** A task's name; nothing before it runs. */
  readonly startAtTask: string | undefined;
  readonly limit: string | undefined;
  /** The contents of the files that `limit` names. */
  readonly limitFiles: ReadonlyMap<string, string>;
  readonly extraVariables: Variables;
  /** What lies in the files that `vars_files` of the plays may name, by their absolute paths. */
  readonly varsFiles: ReadonlyMap<string, Variables>;
  /** What the prompts of plays gave. */
  readonly prompted: ReadonlyMap<Play, Prompted>;
  readonly connection: ConnectionOptions;
  readonly actions: Actions;
  /** Checks without parameters that come before a play's own preflight wherever the play could change something. */
  readonly standingChecks: readonly StandingCheck[];
  /** What chance begins with where a play shuffles its hosts. */
  readonly seed?: string | undefined;
  /** Plays that stay as they were planned before; the others are planned anew. */
  readonly kept?: readonly PlannedPlay[];
  readonly fileTrouble: FileTrouble;
  /** The door through which templates see this machine; absent: they see nothing of it. */
  readonly lookups?: Lookups;
}

export interface StandingCheck {
  readonly name: string;
  readonly action: string;
}

interface Planning {
  readonly inventory: PatternInventory;
  readonly options: PlanOptions;
  readonly diagnostics: Diagnostic[];
  readonly named: Named;
  readonly shared: Shared;
}

/** Decides everything that can be decided without touching a host. */
export function planRun(
  playbooks: readonly Playbook[],
  inventory: PatternInventory,
  options: PlanOptions,
): Read<Plan> {
  const { extraVariables, folder } = options;
  const named: Named = { registered: registeredIn(playbooks, options.actions), extraVariables, inventory };
  const world = worldOf(playbooks, inventory, options);
  const shared = sharedIn(world, options.lookups);
  const planning: Planning = { inventory, options, diagnostics: [], named, shared };
  const written = playbooks.flatMap((playbook) => playbook.plays);
  const facts = factsReachedBy(written, variablesIn(world));
  const kept = new Map(options.kept?.map((play) => [play.number, play]));
  const plays = written
    .map(
      (play, index) =>
        kept.get(index + 1) ??
        planPlay(play, index + 1, resolve(folder, dirname(play.at.file)), facts[index] ?? 'all', {
          ...planning,
          mayCome: (name) => mayCome(name, index + 1, playbooks),
        }),
    )
    .filter((play) => play !== undefined);
  const { diagnostics } = planning;
  const hosts = withLocalHosts(inventory, world.hosts, plays);
  const seed = plays.some(({ isShuffled }) => isShuffled) ? options.seed : undefined;
  const own = {
    ...world,
    hosts,
    selection: options.selection,
    plays,
    ...(seed === undefined ? {} : { seed }),
  };
  const reach: ReachHost = (host, play) => {
    const names = play.batches.flat().map(({ target }) => target.name);
    const scope = scopesInBatch(play, names, [], shared)(host);
    return reachOf(host, scope, written[play.number - 1] ?? { reach: new Map() }, options.connection);
  };
  const { localHosts } = inventory;
  const { elsewhere, diagnostics: unreached } = hostsElsewhere(own, { ...options, localHosts, reach });
  diagnostics.push(...unreached);
  const plan = { ...own, hosts: withElsewhere(own.hosts, elsewhere, localHosts), elsewhere };
  const mentions = new Map(written.map((play, index) => [index + 1, play.mentions]));
  diagnostics.push(...checkValues(plan, { ...options, mentions }));
  diagnostics.push(
    ...secondLogins(own, options.actions, options.lookups),
    ...unaskedJobs(written),
    ...unknownTags(playbooks, options.selection),
  );
  if (options.startAtTask === undefined) return { value: plan, diagnostics };
  return { value: { ...plan, plays: fromTask(plays, options.startAtTask, planning) }, diagnostics };
}

type World = Pick<
  Plan,
  'folder' | 'hosts' | 'extraVariables' | 'varsFiles' | 'roles' | 'included' | 'unreadable' | 'magic'
>;

export type WorldOptions = MagicOptions & Pick<PlanOptions, 'extraVariables' | 'varsFiles' | 'lookups'>;

/** What is the same for all plays. */
export function worldOf(
  playbooks: readonly Playbook[],
  inventory: PatternInventory,
  options: WorldOptions,
): World {
  const { extraVariables, folder, varsFiles } = options;
  const roles = new Map(playbooks.flatMap((playbook) => [...playbook.roles]));
  const included = new Map(playbooks.flatMap((playbook) => [...playbook.included]));
  const unreadable = new Map(playbooks.flatMap((playbook) => [...playbook.unreadable]));
  return {
    ...{ folder, hosts: withThisMachine(inventory), extraVariables, varsFiles, roles, included, unreadable },
    magic: runMagic(inventory, options),
  };
}

/** All that templates may come to beside what the plays and roles say, whose templates are read with them. */
function variablesIn({ hosts, extraVariables, varsFiles }: World): readonly Variables[] {
  return [extraVariables, ...varsFiles.values(), ...[...hosts.values()].map(({ variables }) => variables)];
}

/** The task with the tags of its play, which are those of what it includes, too. */
function withTags(task: Task, tags: readonly string[]): Task {
  if (tags.length === 0) return task;
  const { around } = task;
  return {
    ...task,
    tags: [...tags, ...task.tags],
    around: around === undefined ? undefined : { ...around, tags: [...tags, ...around.tags] },
  };
}

function planPlay(
  written: Play,
  number: number,
  folder: string,
  reached: FactsReached,
  planning: Planning & Pick<Choosing, 'mayCome'>,
): PlannedPlay | undefined {
  const { options } = planning;
  const evaluator = evaluatorBefore(beforeHosts(written.vars, planning.shared));
  const { play, diagnostics } = withSettings(written, evaluator);
  planning.diagnostics.push(...diagnostics);
  const seed = `${options.seed ?? ''} ${number}`;
  const hosts = hostsOfPlay(play, evaluator, { ...planning, ...options, seed });
  if (hosts === undefined) return undefined;
  planning.diagnostics.push(...checkMentions(play, hosts, planning.named));
  const { name, vars, varsFiles, roles, forceHandlers, strategy, onFailure, maxFailPercentage, soakMs } =
    play;
  const prompted = planning.options.prompted.get(written) ?? NOT_PROMPTED;
  const gathers = GATHERED.some((name) => planning.named.registered.has(name));
  const missing = new Map<string, readonly MissingVarsFile[]>();
  const names = hosts.map((host) => host.name);
  const batches = batchesOf(hosts, play.serial)
    .map((batch) => {
      const inBatch = batch.map((host) => host.name);
      const scopeOf = scopesInBatch({ ...play, folder, prompted }, names, inBatch, planning.shared);
      return batch
        .map((host) => {
          const scope = scopeOf(host);
          missing.set(host.name, missingVarsFiles({ varsFiles, folder }, scope, planning.shared, gathers));
          return planHost(host, scope, play, planning);
        })
        .filter((planned) => planned !== undefined);
    })
    .filter((batch) => batch.length > 0);
  planning.diagnostics.push(...toldMissing(missing, hosts));
  const gathering = gatheringTasks(play, reached, evaluator);
  planning.diagnostics.push(...gathering.diagnostics);
  const section = (within: Section, tasks: readonly Task[], first = 1): readonly PlannedTask[] =>
    tasks
      .map((task, index) => ({
        address: { play: number, section: within, task: first + index, ...armOf(task.within) },
        title: titleIn(planning.shared.roles, task),
        task: withTags(task, play.tags),
        become: becomeFor(task.become, play.become, planning.options.connection),
        bound: EMPTY,
      }))
      .filter(({ task }) => within === 'handlers' || isSelected(task.tags, planning.options.selection));
  return {
    number,
    ...{
      name,
      folder,
      vars,
      varsFiles,
      prompted,
      roles,
      forceHandlers,
      strategy,
      onFailure,
      maxFailPercentage,
      soakMs,
    },
    ...(play.order === 'shuffle' ? { isShuffled: true as const } : {}),
    batches,
    gathering: section('tasks', gathering.value, 0)[0],
    preflight: section('preflight', [...standing(play, planning.options), ...play.preflight]),
    tasks: section('tasks', play.tasks),
    handlers: section('handlers', play.handlers),
    verify: section('verify', play.verify),
  };
}

function standing(play: Play, { standingChecks, actions }: PlanOptions): readonly Task[] {
  if ([...play.tasks, ...play.handlers].every((task) => actionOf(task, actions).readOnly)) return [];
  return standingChecks.map(({ name, action }) =>
    settled({
      ...blankTask(name, action, [], play.at),
      tags: ['always'],
      timeoutMs: STANDING_CHECK_MS,
    }),
  );
}

const STANDING_CHECK_MS = 60_000;

function planHost(
  host: Host,
  scope: HostScope,
  play: Pick<Play, 'reach'>,
  { options, diagnostics }: Planning,
): PlannedHost | undefined {
  const found = reachOf(host, scope, play, options.connection);
  if ('target' in found) return found;
  diagnostics.push(...found);
  return undefined;
}

function fromTask(
  plays: readonly PlannedPlay[],
  name: string,
  { diagnostics }: Planning,
): readonly PlannedPlay[] {
  const index = plays.findIndex(({ tasks }) => startingAt(tasks, name) !== undefined);
  const first = plays[index];
  if (first === undefined) {
    const at = startOf('--start-at-task');
    const names = plays.flatMap(({ tasks }) => tasks.map(({ task }) => task.name));
    const hint = didYouMean(name, names) ?? '`--list-tasks` lists them';
    diagnostics.push(mistakeAt(at, 'unknown-task', `no task is named \`${name}\``, hint, name.length));
    return plays;
  }
  return [{ ...first, tasks: startingAt(first.tasks, name) ?? [] }, ...plays.slice(index + 1)];
}
