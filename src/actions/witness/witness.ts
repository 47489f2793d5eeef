import type { Answer, Observation } from '../../model/action.ts';
import { MOST_RULES, rulesInKernel } from '../../probes/rules/saves.ts';
import { differentContainers, linesOfContainers } from './containers.ts';
import { differentFile, lineOfFile } from './file.ts';
import { differentRules, linesOfRules } from './rules.ts';
import { differentUnits, linesOfDependents, linesOfUnit } from './units.ts';

/** How the answers to one question are kept and compared. */
interface Reader {
  /** The question to ask again, where it is another one; equal ones need only one answer. */
  readonly again?: Observation;
  /** The state that counts; a string: why it is not known. */
  lines(answer: Answer): readonly string[] | string;
  /** What of `before` is not so in `now`, each a sentence that names it. */
  differences(before: readonly string[], now: readonly string[], argv: readonly string[]): readonly string[];
  /** Others change it too, all the time: long after the run only what going back itself has changed counts. */
  readonly isShared: boolean;
}

const RULES: Reader = {
  again: { argv: rulesInKernel.argv, keepBytes: MOST_RULES },
  lines: linesOfRules,
  differences: differentRules,
  isShared: true,
};

/** By the question's first word. What is not here cannot differ by what a run does, or is nobody's state. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['rr_firewall', RULES],
  ['rr_firewall_settled', RULES],
  ['rr_containers', { lines: linesOfContainers, differences: differentContainers, isShared: true }],
  ['rr_unit', { lines: linesOfUnit, differences: differentUnits, isShared: false }],
  ['rr_unit_dependents', { lines: linesOfDependents, differences: differentUnits, isShared: false }],
  ['rr_file', { lines: lineOfFile, differences: differentFile, isShared: false }],
]);

/** The question whose answer shows whether a host is as it was; undefined: this one does not. */
export function witnessOf(observation: Observation): Observation | undefined {
  const reader = READERS.get(observation.argv[0]);
  return reader && (reader.again ?? observation);
}

/** What an answer to a question of `witnessOf` shows; a string: why it shows nothing. */
export function linesShown({ argv: [word] }: Observation, answer: Answer): readonly string[] | string {
  return READERS.get(word)?.lines(answer) ?? `${word} is no witness`;
}

/**
 * What is not as it was, each a sentence.
 *
 * @param start how it was when going back began, long after the run; undefined: the run is not settled, and all counts
 */
export function differences(
  { argv }: Observation,
  before: readonly string[],
  now: readonly string[],
  start: readonly string[] | undefined,
): readonly string[] {
  const reader = READERS.get(argv[0]);
  if (reader === undefined) return [];
  const all = reader.differences(before, now, argv);
  if (start === undefined || !reader.isShared) return all;
  const made = new Set(reader.differences(start, now, argv));
  return all.filter((sentence) => made.has(sentence));
}
