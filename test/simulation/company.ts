import { AT_HOME } from '../../src/model/playbook/structure.ts';
import { poke, set } from '../engine/model-actions.ts';
import { type Call, type ModelHost, modelHost } from '../engine/model-host.ts';
import { type ModelPlay, type ModelTask, plan, scalar } from '../engine/model-plan.ts';
import { applied, type ModelRun } from '../engine/model-run.ts';
import { type Dice, diceOf } from './dice.ts';
import { drawBatches, drawFault } from './draws.ts';

/** A run of hosts that have to do with each other: tasks for all, tasks on other hosts, and something that goes wrong. */
export interface CompanyRun {
  /** Undefined: it did not come to an end. */
  readonly run: ModelRun | undefined;
  readonly plays: readonly DrawnPlay[];
  readonly hosts: Readonly<Record<string, ModelHost>>;
  readonly initial: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Every call to a host, in the order in which they arrived. */
  readonly calls: readonly { readonly host: string; readonly call: Call }[];
  readonly lossy: boolean;
  readonly stopped: boolean;
}

export interface DrawnPlay {
  readonly batches: readonly (readonly string[])[];
  readonly strategy: 'linear' | 'free';
  readonly tasks: readonly DrawnTask[];
}

export interface DrawnTask {
  /** The word that it sets, for the host that it is for. */
  readonly word: (host: string) => string;
  /** The host on which it is done. */
  readonly place: (host: string) => string;
  readonly runOnce: boolean;
  readonly isBarrier: boolean;
  readonly isHandler: boolean;
  readonly notifies: boolean;
  readonly made: ModelTask;
}

export const WANTED = 'new';

export async function companyRun(seed: number): Promise<CompanyRun> {
  const dice = diceOf(seed);
  const names = Array.from({ length: 2 + dice.below(3) }, (_, index) => `h${index}`);
  const others = Array.from({ length: dice.below(3) }, (_, index) => `x${index}`);
  const all = [...names, ...others];
  const plays = Array.from({ length: 1 + dice.below(2) }, (_, index) =>
    drawPlay(index + 1, names, all, dice),
  );
  const loss = dice.pick([0, 0, 0, 0.05, 0.3]);
  const stopAt = dice.chance(0.3) ? dice.below(80) : -1;
  const stop = new AbortController();
  const calls: { host: string; call: Call }[] = [];
  const initial = Object.fromEntries(all.map((name) => [name, drawWords(name, plays, names, dice)]));
  const broken = drawBroken(plays, names, dice);
  const hosts = Object.fromEntries(
    all.map((name) => [
      name,
      modelHost({
        initial: initial[name] ?? {},
        broken: new Set(broken.filter(({ place }) => place === name).map(({ word }) => word)),
        fault: (call) => {
          calls.push({ host: name, call });
          return drawFault(call, loss, dice);
        },
      }),
    ]),
  );
  let events = 0;
  const model = plan(...plays.map((drawn) => modelPlay(drawn, all, dice)));
  const running = applied(model, hosts, {
    stop: stop.signal,
    limits: { forks: 1 + dice.below(3) },
    onEvent: () => {
      if (events === stopAt) stop.abort();
      events += 1;
    },
  });
  const run = await unlessForEver(running);
  return { run, plays, hosts, initial, calls, lossy: loss > 0, stopped: stop.signal.aborted };
}

/** Nothing takes time here: whoever is not through after so many turns of the loop waits for ever. */
async function unlessForEver<T>(running: Promise<T>): Promise<T | undefined> {
  let came: T | undefined;
  const coming = running.then((found) => {
    came = found;
  });
  for (let turns = 0; turns < 5_000 && came === undefined; turns += 1)
    await Promise.race([coming, new Promise((resolve) => setImmediate(resolve))]);
  return came;
}

function drawPlay(number: number, names: readonly string[], all: readonly string[], dice: Dice): DrawnPlay {
  const tasks = Array.from({ length: 2 + dice.below(4) }, (_, index) =>
    drawTask(`p${number}t${index}`, names, all, dice),
  );
  const handler = drawTask(`p${number}h`, names, all, dice, 'h');
  return {
    batches: drawBatches(names, 0.3, dice),
    strategy: dice.chance(0.15) ? 'free' : 'linear',
    tasks: [...tasks, handler],
  };
}

function drawTask(
  prefix: string,
  names: readonly string[],
  all: readonly string[],
  dice: Dice,
  name?: string,
): DrawnTask {
  const runOnce = name === undefined && dice.chance(0.2);
  const anyErrorsFatal = dice.chance(0.15);
  const [kind, there] = [dice.pick(['home', 'home', 'one', 'peer'] as const), dice.pick(all)];
  const place = (host: string): string => {
    if (kind === 'home') return host;
    return kind === 'one' ? there : (names[(names.indexOf(host) + 1) % names.length] ?? host);
  };
  const peers = names.map((each) => `'${each}': '${place(each)}'`).join(', ');
  const text = kind === 'one' ? there : `{{ {${peers}}[inventory_hostname] }}`;
  const delegateTo = kind === 'home' ? {} : { delegateTo: scalar(text) };
  const notifies = name === undefined && dice.chance(0.4);
  const key = `${prefix}_{{ inventory_hostname }}`;
  const more = {
    ...(name === undefined ? {} : { name }),
    ...(notifies ? { notify: ['h'] } : {}),
    ...(dice.chance(0.2) ? { become: { become: true, user: undefined } } : {}),
    across: { ...AT_HOME, runOnce, anyErrorsFatal, ...delegateTo },
  };
  const params = { key, value: WANTED };
  return {
    ...{ place, runOnce, notifies },
    word: (host) => `${prefix}_${host}`,
    isBarrier: runOnce || anyErrorsFatal || kind !== 'home',
    isHandler: name !== undefined,
    made: dice.chance(0.3) ? [poke, params, { ...more, undo: key }] : [set, params, more],
  };
}

function modelPlay({ batches, strategy, tasks }: DrawnPlay, all: readonly string[], dice: Dice): ModelPlay {
  return {
    ...{ batches, strategy, elsewhere: all },
    onFailure: dice.pick(['rollback_host', 'rollback_host', 'rollback_run'] as const),
    tasks: tasks.filter(({ isHandler }) => !isHandler).map(({ made }) => made),
    handlers: tasks.filter(({ isHandler }) => isHandler).map(({ made }) => made),
  };
}

function drawWords(
  name: string,
  plays: readonly DrawnPlay[],
  names: readonly string[],
  dice: Dice,
): Readonly<Record<string, string>> {
  const words = plays
    .flatMap(({ tasks }) => tasks)
    .flatMap(({ word, place }) => names.filter((each) => place(each) === name).map(word));
  return Object.fromEntries(words.filter(() => dice.chance(0.4)).map((word) => [word, 'old']));
}

function drawBroken(plays: readonly DrawnPlay[], names: readonly string[], dice: Dice) {
  const tasks = plays.flatMap((drawn) => drawn.tasks);
  return Array.from({ length: dice.pick([0, 1, 1, 2]) }, () => {
    const [task, host] = [dice.pick(tasks), dice.pick(names)];
    return { place: task.place(host), word: task.word(host) };
  });
}
