import type { Answer, Observation, Obstacle } from '../model/action.ts';

/**
 * A question to a host together with what its answer means. `argv` is a read-only program and its words, or one of the
 * functions of shell that rulerun brings; `read` is pure.
 *
 * A value is never a plain text, so a text that is one stands in an object. When `read` returns a text, it is one sentence
 * that says why there is no value, to which `hint` is the way out.
 */
export interface Probe<Value> extends Observation {
  readonly hint?: string;
  readonly read: (answer: Answer) => Value | string;
}

/** A probe that makes a value of every answer, also of one that says nothing. */
export interface SureProbe<Value> extends Probe<Value> {
  readonly read: (answer: Answer) => Value;
}

/**
 * Probes by name, as an action asks them; a list where it is open how many they are. One that is `undefined` is not asked
 * with these parameters.
 */
export type Probes = Readonly<Record<string, Probe<unknown> | readonly Probe<unknown>[] | undefined>>;

/** What a host told, under the names of the probes. */
export type Told<Asked extends Probes> = { readonly [Name in keyof Asked]: ToldOf<Asked[Name]> };

type ToldOf<Asked> =
  Asked extends Probe<infer Value>
    ? Value
    : Asked extends readonly Probe<infer Value>[]
      ? readonly Value[]
      : Asked;

/** The questions of these probes, in their order. */
export function questionsOf(asked: Probes): readonly Observation[] {
  return Object.values(asked)
    .flatMap((each) => each ?? [])
    .map((probe) => ({ argv: probe.argv, ...kept(probe) }));
}

function kept({ keepBytes }: Observation): Pick<Observation, 'keepBytes'> {
  return keepBytes === undefined ? {} : { keepBytes };
}

/**
 * Reads the answers to `questionsOf(asked)`. This is the only place where the order of questions counts.
 *
 * @throws {Error} when an answer is missing: a bug in whoever asked
 */
export function readAll<Asked extends Probes>(
  asked: Asked,
  answers: readonly Answer[],
): { readonly told: Told<Asked> } | { readonly trouble: Obstacle } {
  const values: Record<string, unknown> = {};
  const rest = answers.values();
  const next = (name: string): Answer => {
    const { value, done } = rest.next();
    if (!done) return value;
    throw new Error(`there is no answer for ${name}: only ${answers.length} questions were asked`);
  };
  for (const [name, each] of Object.entries(asked)) {
    if (each === undefined) continue;
    const probes = 'read' in each ? [each] : each;
    const found = probes.map((probe) => probe.read(next(name)));
    const why = found.find((value) => typeof value === 'string');
    if (why !== undefined) return { trouble: { why, hint: probes[found.indexOf(why)]?.hint } };
    values[name] = 'read' in each ? found[0] : found;
  }
  return { told: values as Told<Asked> };
}

/** What a probe found, or why that is not known, where an action goes on without it. */
export type Perhaps<Value> =
  | { readonly known: true; readonly value: Value }
  | ({ readonly known: false } & Obstacle);

/** The same question, whose answer an action can do without: trouble becomes a value. */
export function perhaps<Value>(probe: Probe<Value>): SureProbe<Perhaps<Value>> {
  return {
    ...probe,
    read: (answer) => {
      const value = probe.read(answer);
      return typeof value === 'string'
        ? { known: false, why: value, hint: probe.hint }
        : { known: true, value };
    },
  };
}

/** The same question, and what follows from its answer. */
export function derived<Value, Meaning>(
  probe: SureProbe<Value>,
  meaning: (value: Value) => Meaning,
): SureProbe<Meaning> {
  return { ...probe, read: (answer) => meaning(probe.read(answer)) };
}
