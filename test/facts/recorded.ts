import { readFileSync } from 'node:fs';
import { withDefaults } from '../../src/actions/defaults.test-kit.ts';
import { factsIn } from '../../src/actions/facts/facts.test-kit.ts';
import { setup } from '../../src/actions/facts/setup/action.ts';
import type { Action, Answer } from '../../src/model/action.ts';
import type { JsonObject } from '../../src/model/values/json.ts';
import { NO_CONTEXT } from '../../src/probes/said.test-kit.ts';

/** What two tools told of the same machine. */
export interface Recording {
  /** What was asked for: parameters of `setup`, the same for both. */
  readonly params: JsonObject;
  /** What the machine answered to each of our questions, by its words. */
  readonly answers: Readonly<Record<string, string>>;
  /** The facts that ansible-core told. */
  readonly ansible: JsonObject;
}

/** Recordings by the machine's name, and by whom they were made. */
export interface Recordings {
  readonly ansible: string;
  readonly machines: Readonly<Record<string, Recording>>;
}

const gathering: Action = withDefaults(setup);

/** Where the recordings of a kind lie. */
export function recordingsPath(kind: string): URL {
  return new URL(`recorded/${kind}.json`, import.meta.url);
}

export function readRecordings(kind: string): Recordings {
  return JSON.parse(readFileSync(recordingsPath(kind), 'utf8')) as Recordings;
}

/** The questions that `setup` asks with these parameters, each as its words. */
export function questionsOfSetup(params: JsonObject): readonly (readonly string[])[] {
  return gathering.observe(params).map(({ argv }) => argv.map(String));
}

/** What `setup` makes of answers. */
export function factsFrom(params: JsonObject, answer: (words: readonly string[]) => Answer): JsonObject {
  return factsIn(gathering.plan(params, questionsOfSetup(params).map(answer), NO_CONTEXT));
}
