import type { Survey, SurveyedStep } from '../../model/ports.ts';
import { playOf } from '../../model/run/host-run.ts';
import type { StartedStep } from '../hosts/host-state.ts';

/** What a host knows of a run, asked with the rights of one user. */
export interface FoundSteps {
  readonly become: string | undefined;
  readonly survey: Survey;
}

/**
 * The steps of a run that were started on a host, oldest first. The host says which they are and whether they have an
 * undo; what the journal `knows` of them beside that is their names, and what need not go back.
 */
export function foundSteps(
  found: readonly FoundSteps[],
  knows: readonly StartedStep[],
): readonly StartedStep[] {
  const known = new Map(knows.map((step) => [keyOf(step), step]));
  return found
    .flatMap(({ become, survey }) =>
      survey.steps
        .filter(({ end }) => end !== 'idle')
        .map((step) => stepFrom(step, become, known.get(keyOf(step)))),
    )
    .sort((a, b) => playOf(a.hostRun) - playOf(b.hostRun) || a.number - b.number);
}

/** The steps that the journal says were done and can be undone, and of which the host has no record at all. */
export function missingSteps(
  found: readonly FoundSteps[],
  knows: readonly StartedStep[],
): readonly StartedStep[] {
  const there = new Set(found.flatMap(({ survey }) => survey.steps.map(keyOf)));
  return knows.filter((step) => step.state === 'done' && step.undo === 'possible' && !there.has(keyOf(step)));
}

function stepFrom(
  { hostRun, number, undo, end }: SurveyedStep,
  become: string | undefined,
  known: StartedStep | undefined,
): StartedStep {
  return {
    number,
    hostRun,
    become,
    title: known?.title ?? `step ${number}, which the journal does not tell of`,
    of: known?.of,
    ...(known?.visitor === undefined ? {} : { visitor: known.visitor }),
    undo: undo !== 'none' ? 'possible' : known?.undo === 'nothing' ? 'nothing' : 'irreversible',
    accepted: known?.accepted ?? false,
    // Whether a step that no journal tells of has something to hide, nobody knows.
    withheld: known?.withheld ?? true,
    asked: known?.asked ?? [],
    // The records on the host know its operations as shell text only.
    mayCutAccess: true,
    state: undo === 'done' ? 'undone' : stateFrom(end, known),
    changed: known?.changed ?? true,
  };
}

function stateFrom(end: SurveyedStep['end'], known: StartedStep | undefined): StartedStep['state'] {
  if (end === 'failed' || known?.state === 'failed') return 'failed';
  if (end === 'running' || end === 'interrupted') return 'started';
  // It ended well. A journal that does not call it a change has been told that it is none, as by `changed_when: false`.
  return 'done';
}

function keyOf({ hostRun, number }: Pick<StartedStep, 'hostRun' | 'number'>): string {
  return `${hostRun} ${number}`;
}
