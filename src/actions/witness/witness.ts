import type { Answer, Observation } from '../../model/action.ts';
import { MOST_RULES, rulesInKernel } from '../../probes/rules/saves.ts';
import { differentContainers, linesOfContainers } from './containers.ts';
import { differentFile, lineOfFile } from './file.ts';
import { differentRules, linesOfRules } from './rules.ts';
import { differentUnits, linesOfDependents, linesOfUnit } from './units.ts';

/** How the answers to one question are kept and compared. */
interface Reader {
  /** The question to ask again; equal ones need only one answer. */
  again(observation: Observation): Observation;
  /** The state that counts; a string: why it is not known. */
  lines(answer: Answer): readonly string[] | string;
  /** What of `before` is not so in `now`, each a sentence that names it. */
  differences(before: readonly string[], now: readonly string[], argv: readonly string[]): readonly string[];
  /** Others change it too, all the time: long after the run only what going back itself has changed counts. */
  readonly isShared: boolean;
}

const same = (observation: Observation): Observation => observation;

const RULES: Reader = {
  again: () => ({ argv: rulesInKernel.argv, keepBytes: MOST_RULES }),
  lines: linesOfRules,
  differences: differentRules,
  isShared: true,
};

/** By the question's first word. What is not here cannot differ by what a run does, or is nobody's state. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['rr_firewall', RULES],
  ['rr_firewall_settled', RULES],
  [
    'rr_containers',
    { again: same, lines: linesOfContainers, differences: differentContainers, isShared: true },
  ],
  ['rr_unit', { again: same, lines: linesOfUnit, differences: differentUnits, isShared: false }],
  [
    'rr_unit_dependents',
    { again: same, lines: linesOfDependents, differences: differentUnits, isShared: false },
  ],
  ['rr_file', { again: same, lines: lineOfFile, differences: differentFile, isShared: false }],
]);

/** The question whose answer shows whether a host is as it was; undefined: this one does not. */
export function witnessOf(observation: Observation): Observation | undefined {
  return READERS.get(observation.argv[0])?.again(observation);
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
