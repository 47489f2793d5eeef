import type { Variables } from '../../model/playbook/inventory.ts';
import { type PlannedPlay, type PlannedTask, withGathering } from '../../model/playbook/plan.ts';
import { mayLeave } from '../../model/playbook/structure.ts';
import type { HostScope } from '../evaluator.ts';
import type { MetBefore, ValueMistake } from './foresee-included.ts';
import { differencesOf, type Tried, tried } from './tried.ts';

/** How one task is tried on one host, and what tasks surely give a value. */
export interface Trial {
  readonly tryTask: (planned: PlannedTask, trying: Trying) => TriedTask;
  readonly note: (tasks: readonly PlannedTask[], registered: Set<string>) => void;
}

/** What a task is tried in. */
export interface Trying extends Pick<MetBefore, 'mayBeMade'>, Pick<HostMet, 'isLocal'> {
  readonly host: HostScope;
  readonly play: PlannedPlay;
  readonly way: Way;
  readonly registered: ReadonlySet<string>;
  readonly included: Variables;
}

/** What the check of one task on one host comes to. */
export interface TriedTask {
  readonly mistakes: readonly ValueMistake[];
  /** It is reached and comes to nothing: who has another name alone is not tried for ever. */
  readonly isHarmless: boolean;
  /** Nothing after it is reached. */
  readonly isRefused: boolean;
  /** The names to which it may give a value, beside those that it surely does. */
  readonly names: readonly string[];
  /** All that was read from files of variables by then. */
  readonly included: Variables;
  /** What hosts with the same outcome have in common. */
  readonly way: Way;
}

/** What hosts have in common that came to the same so far: what was tried for each of the tasks after that. */
type Way = Map<PlannedTask, Tried<TriedTask>>;

interface HostMet {
  readonly isLocal: boolean;
  readonly included: Variables;
}

/** Gives what is wrong on a host of a play, by its number. */
export function walkOf(
  play: PlannedPlay,
  scopes: readonly HostScope[],
  before: ReadonlySet<string>,
  { note, tryTask }: Trial,
): (
  number: number,
  met: HostMet,
) => { readonly mistakes: readonly ValueMistake[]; readonly included: Variables } {
  const differences = differencesOf(scopes);
  const tasks = withGathering(play);
  const ways = new Map<unknown, Map<unknown, Map<boolean, Way>>>();
  const wayOf = (magic: unknown, { isLocal, included }: HostMet): Way =>
    at(
      at(
        at(ways, magic, () => new Map()),
        included,
        () => new Map(),
      ),
      isLocal,
      () => new Map(),
    );

  return (number, met) => {
    const scope = scopes[number];
    if (scope === undefined) throw new Error(`the play has no host ${number}`);
    const registered = registering(play, tasks, before, note);
    const found: ValueMistake[] = [];
    let { included } = met;
    let mayBeMade = met.isLocal;
    let way = wayOf(scope.magic, met);
    for (const [index, planned] of tasks.entries()) {
      const ofTask: Tried<TriedTask> = at(way, planned, () => tried<TriedTask>(differences));
      let outcome = ofTask.find(number);
      if (outcome === undefined) {
        const asked = new Set<string | undefined>();
        const host = { ...scope, asked: (name: string | undefined) => void asked.add(name) };
        const { isLocal } = met;
        const trying = { host, play, way, registered: registered.until(index), included, mayBeMade, isLocal };
        outcome = tryTask(planned, trying);
        // What files say whose names facts decide is the host's own.
        if (scope.late === undefined) ofTask.keep(number, asked, outcome);
      }
      found.push(...outcome.mistakes);
      if (outcome.isRefused) break;
      registered.more(outcome.names);
      ({ included, way } = outcome);
      mayBeMade ||= mayLeave(planned.task.across);
    }
    return { mistakes: found, included };
  };
}

function at<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

/** The names that tasks before one give a value, worked out when somebody asks. */
function registering(
  play: PlannedPlay,
  tasks: readonly PlannedTask[],
  before: ReadonlySet<string>,
  note: Trial['note'],
): {
  readonly until: (index: number) => ReadonlySet<string>;
  readonly more: (names: readonly string[]) => void;
} {
  let registered: Set<string> | undefined;
  let noted = 0;
  const waiting: string[] = [];
  return {
    more: (names) => void waiting.push(...names),
    until(index) {
      registered ??= new Set(before);
      note(tasks.slice(noted, index), registered);
      // A handler may run after any other.
      if (tasks[index]?.address.section === 'handlers') note(play.handlers, registered);
      for (const name of waiting.splice(0)) registered.add(name);
      noted = index;
      return registered;
    },
  };
}
