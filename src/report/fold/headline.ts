import type { RunCommand } from '../../model/run/event.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import type { Summary } from './summary.ts';

const GOOD: Readonly<Record<RunCommand, string>> = {
  apply: 'Done, nothing wrong',
  rollback: 'Done, nothing wrong',
  plan: 'Nothing to change',
  drift: 'Everything is as wanted',
};

/** How a run ended, in a sentence without a full stop, and how it should look. */
export interface Headline {
  readonly mood: 'good' | 'changed' | 'bad';
  readonly words: string;
}

export function headlineOf({ command, exitCode }: Pick<Summary, 'command' | 'exitCode'>): Headline {
  switch (exitCode) {
    case ExitCode.ok:
      return { mood: 'good', words: GOOD[command] };
    case ExitCode.pending:
      if (command === 'drift') return { mood: 'changed', words: 'Something is not as wanted any more' };
      return { mood: 'changed', words: 'There is something to change; nothing was changed' };
    case ExitCode.failed:
      return { mood: 'bad', words: 'A task failed and was left as the play asked' };
    case ExitCode.blocked:
      return { mood: 'bad', words: 'Refused before anything was done: no host was changed' };
    case ExitCode.rolledBack:
      return {
        mood: 'bad',
        words: 'It failed, and everything changed on the hosts that failed was rolled back',
      };
    case ExitCode.rollbackFailed:
      return { mood: 'bad', words: 'Rolling back failed on some host: a person must look' };
    case ExitCode.unknown:
      return { mood: 'bad', words: 'The outcome of some host is unknown: a person must look' };
    case ExitCode.interrupted:
      return { mood: 'bad', words: 'Interrupted' };
    case ExitCode.unwritten:
      return {
        mood: 'bad',
        words: 'The record of the run could not be kept; on the hosts nothing went wrong',
      };
    case undefined:
      return { mood: 'bad', words: 'The record ends before the run did' };
    default:
      return { mood: 'bad', words: `It ended with exit code ${exitCode}` };
  }
}
