import type { Answer } from '../../model/action.ts';
import { HostFailure } from '../../model/run/failure.ts';
import type { Question } from '../wire/shell.ts';

/** A question to the keeper of the records: it may be silent as long as it takes. */
export function recordQuestion(
  content: Pick<Question, 'what' | 'totalMs' | 'parts'> & Partial<Question>,
): Question {
  return {
    uses: ['rr_state_root'],
    after: [],
    silentMs: content.totalMs,
    ...content,
    setup: ['rr_state_root', ...(content.setup ?? [])],
  };
}

/** Stands for an answer that is missing: it has no verdict, which is then said. */
export const noAnswer: Answer = {
  exitCode: 0,
  stdout: new Uint8Array(),
  stderr: new Uint8Array(),
  droppedBytes: 0,
};

/** @throws {HostFailure} for a name that could be anything but one folder. */
export function checkedRun(run: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(run)) return run;
  throw new HostFailure({
    kind: 'refused',
    why: `${JSON.stringify(run)} cannot be the name of a run`,
    hint: undefined,
  });
}
