import { poke, set } from '../engine/model-actions.ts';
import { type ModelHost, modelHost } from '../engine/model-host.ts';
import { type ModelTask, plan } from '../engine/model-plan.ts';
import { applied, type ModelRun } from '../engine/model-run.ts';
import { type Dice, diceOf } from './dice.ts';
import { drawBatches, drawFault } from './draws.ts';

/** One run drawn from a seed: hosts, tasks, batches, policy, losses, and the moment somebody presses Ctrl-C. */
export interface History {
  readonly run: ModelRun;
  readonly hosts: Readonly<Record<string, ModelHost>>;
  readonly initial: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly wanted: Readonly<Record<string, string>>;
  /** True when a host could be lost for good. */
  readonly lossy: boolean;
}

const WORDS = ['a', 'b', 'c', 'd'] as const;

export async function history(seed: number): Promise<History> {
  const dice = diceOf(seed);
  const stop = new AbortController();
  const stopAt = dice.chance(0.25) ? dice.below(12) : -1;
  const loss = dice.pick([0, 0, 0.05, 0.3, 0.6]);
  const wanted = Object.fromEntries(WORDS.map((word) => [word, `new-${word}`]));
  const pokes = WORDS.filter(() => dice.chance(0.3));
  const sets = WORDS.filter((word) => !pokes.includes(word));
  const tasks = WORDS.map((word): ModelTask => {
    const params = { key: word, value: `new-${word}` };
    return pokes.includes(word) ? [poke, params, { undo: word }] : [set, params];
  });
  const names = Array.from({ length: 1 + dice.below(5) }, (_, index) => `h${index}`);
  const initial = Object.fromEntries(names.map((name) => [name, drawState(dice)]));
  let steps = 0;
  const hosts = Object.fromEntries(
    names.map((name) => [
      name,
      modelHost({
        initial: initial[name] ?? {},
        broken: new Set(dice.chance(0.2) ? [dice.pick(WORDS)] : []),
        // Nobody can tell that a command which says it succeeded did nothing.
        stuck: new Set(dice.chance(0.1) && sets.length > 0 ? [dice.pick(sets)] : []),
        fault: (call) => drawFault(call, loss, dice),
        onStep: () => {
          if (steps === stopAt) stop.abort();
          steps += 1;
        },
      }),
    ]),
  );
  const model = plan({
    batches: drawBatches(names, 0.5, dice),
    onFailure: dice.pick(['rollback_host', 'rollback_host', 'rollback_run'] as const),
    tasks,
  });
  const run = await applied(model, hosts, { stop: stop.signal, limits: { forks: 1 + dice.below(3) } });
  return { run, hosts, initial, wanted, lossy: loss > 0 };
}

function drawState(dice: Dice): Readonly<Record<string, string>> {
  return Object.fromEntries(
    WORDS.flatMap((word) =>
      dice.pick([[], [[word, 'old']], [[word, `new-${word}`]]] as [string, string][][]),
    ),
  );
}
