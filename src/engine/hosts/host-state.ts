import pLimit, { type LimitFunction } from 'p-limit';
import type { Answer, Effect, EndedJob } from '../../model/action.ts';
import type { Identity, Target } from '../../model/playbook/address.ts';
import type { Become } from '../../model/playbook/become.ts';
import type { Variable } from '../../model/playbook/inventory.ts';
import {
  identityOf,
  type PlannedHost,
  type PlannedTask,
  type TaskAddress,
} from '../../model/playbook/plan.ts';
import type { HostConnection } from '../../model/ports.ts';
import type { Failure } from '../../model/run/failure.ts';
import type { Begun } from '../../model/run/undo-owed.ts';
import type { Witness } from '../../model/run/witness.ts';
import { EMPTY, type JsonObject, type JsonValue } from '../../model/values/json.ts';
import type { HostScope } from '../../resolve/evaluator.ts';
import type { Awaitable } from '../awaitable.ts';
import type { Attempt } from './attempt.ts';
import type { RunGrowth } from './growth.ts';
import type { HostResult } from './host-result.ts';

/** What is known of one host during a run. Only the code that works on this host touches it. */
export interface HostState {
  readonly target: Target;
  /** Each play it is in, by its number. */
  readonly plays: ReadonlyMap<number, HostInPlay>;
  connection: HostConnection | undefined;
  /** Why it could not be reached before anything was begun: then nothing is done on it in this run. */
  away: Failure | undefined;
  /** Answers by question, dropped whenever something has changed on the host. */
  answers: Map<string, Answer>;
  /** When the oldest of them was given, on the clock of the run. */
  answeredAt: number;
  /** The answers as they were before this run changed anything on the host; undefined: it has changed nothing yet. */
  baseline: ReadonlyMap<string, Answer> | undefined;
  /** What tasks registered, by name. */
  readonly registered: Map<string, JsonValue>;
  /** What tasks included from files of variables. */
  readonly included: Map<string, Variable>;
  /** The keys of the roles whose variables an include has shown to the tasks after it, by the number of the play. */
  readonly shown: Map<number, readonly string[]>;
  /** What was found out about it, by the names of the variables: `ansible_kernel`, `packages`. */
  facts: JsonObject;
  /** Handlers that were notified and have not run yet. */
  readonly notified: Set<string>;
  /** The tasks that the preview expects to do something here, by `taskKey`. It may be wrong. */
  readonly foreseen: Map<string, PlannedTask>;
  /** What came of the tasks that nobody waited for, by their `ansible_job_id`. */
  readonly jobs: Map<string, EndedJob>;
  /** The tasks whose `no_log` is a template that does not hold here, by `itemKey`. */
  readonly revealed: Set<string>;
  /** What a task includes, as tasks of this host; or why there is no such thing. */
  readonly include: Include;
  /** The host on which a task is done in place of this one, by its name; or why that cannot be. */
  readonly placeOf: PlaceOf;
  /** The inventory to which its tasks may add; undefined: none does. */
  readonly growth: RunGrowth | undefined;
  /** What its variables say of rights, where it is in no play. */
  readonly rights: Become;
  /** What was started for it on other hosts, oldest first. */
  readonly elsewhere: StepElsewhere[];
  /** What others did there has not come to the end that it should: how the host ends; undefined: it has. */
  unsettled: HostResult | undefined;
  /** Others may work on it. */
  readonly isShared: boolean;
  /** One after the other, where others may work on it too. */
  readonly alone: <T>(work: () => Awaitable<T>) => Awaitable<T>;
  /** The users with whose rights the run has taken the host, or may have: it is given free for each of them. */
  readonly held: Set<string | undefined>;
  /** The names of the plays' folders there in which something was begun or went back, and which have not ended since. */
  readonly open: Set<string>;
  /** What was started on the host, oldest first. */
  readonly steps: StartedStep[];
  /** How the host was before the first step of each play, by the name of the play's folder. */
  readonly before: Map<string, readonly Witness[]>;
}

/** `tell` hears of the tasks; not given: whoever is to know of all that are done. */
export type Include = (
  planned: PlannedTask,
  effect: Extract<Effect, { readonly kind: 'include-tasks' | 'include-role' }>,
  tell?: (tasks: readonly PlannedTask[]) => void,
) => Attempt<readonly PlannedTask[]>;

export type PlaceOf = (name: string) => Attempt<HostState>;

/** A step that was started on another host. */
export interface StepElsewhere {
  readonly place: HostState;
  readonly step: StartedStep;
  /** How many steps had been started on its own host by then. */
  readonly after: number;
}

/** Where no playbook is at hand: what was done is only taken back. */
const NOTHING_INCLUDED: Include = ({ task }) => {
  throw new Error(`${task.name} includes tasks where none can be`);
};

/** What a play says of a host, and what its templates may use there. */
export interface HostInPlay extends PlannedHost {
  readonly scope: HostScope;
}

/** One thing that was done, or begun, on a host. */
export interface StartedStep extends Begun {
  readonly number: number;
  /** The name of its folder on the host: the run, and the play when it is not the first. */
  readonly hostRun: string;
  readonly title: string;
  /** Its task; undefined: no journal tells of it. */
  readonly of: TaskAddress | undefined;
  readonly become: string | undefined;
  /** Its task says `no_log`: what the host says of it is not told. */
  readonly withheld: boolean;
  /** It was done there for another host. */
  readonly isVisit?: boolean;
  /** The host for which it was, where a journal tells of it. */
  readonly visitor?: string;
  /** The witnesses that its task looked at, as `witnessName` calls them. */
  readonly asked: readonly string[];
  /** After it somebody may be unable to log in; see `cuts-access.ts`. */
  readonly mayCutAccess: boolean;
  state: Begun['state'];
  changed: boolean;
}

/** What reaches beyond a host: its playbook, and other hosts. */
export interface HostWorld {
  readonly include: Include;
  readonly placeOf: PlaceOf;
  readonly growth: RunGrowth | undefined;
  /** Others may work on it. */
  readonly isShared: boolean;
  readonly rights: Become;
}

/** Where what was done is only taken back. */
export const NO_WORLD: HostWorld = {
  include: NOTHING_INCLUDED,
  placeOf: (name) => {
    throw new Error(`nothing is delegated to ${name} here`);
  },
  isShared: false,
  growth: undefined,
  rights: { become: undefined, user: undefined },
};

export function newHostState(
  target: Target,
  plays: ReadonlyMap<number, HostInPlay>,
  { include, placeOf, isShared, rights, growth }: HostWorld,
): HostState {
  return {
    target,
    plays,
    connection: undefined,
    away: undefined,
    answers: new Map(),
    answeredAt: 0,
    baseline: undefined,
    registered: new Map(),
    included: new Map(),
    shown: new Map(),
    facts: EMPTY,
    notified: new Set(),
    foreseen: new Map(),
    jobs: new Map(),
    revealed: new Set(),
    include,
    placeOf,
    rights,
    growth,
    elsewhere: [],
    unsettled: undefined,
    isShared,
    alone: isShared ? oneByOne() : (work) => work(),
    held: new Set(),
    open: new Set(),
    steps: [],
    before: new Map(),
  };
}

/** Most hosts are visited by nobody else: what keeps the order is made when it is needed. */
export function oneByOne(): HostState['alone'] {
  let turns: LimitFunction | undefined;
  return (work) => {
    turns ??= pLimit(1);
    return turns(work);
  };
}

/** Whose rights a task has on a host, which may be one that it is delegated to. */
export function rightsOn(state: HostState, planned: PlannedTask): Identity {
  const become = state.plays.get(planned.address.play)?.become ?? state.rights;
  return identityOf(planned, { become });
}

/** The host with the variables of the play that a task belongs to. */
export function hostIn({ plays, target }: HostState, { address }: Pick<PlannedTask, 'address'>): HostInPlay {
  const host = plays.get(address.play);
  if (host === undefined) throw new Error(`${target.name} is not in play ${address.play}`);
  return host;
}
