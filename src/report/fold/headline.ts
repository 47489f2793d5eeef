import type { RunCommand } from '../../model/run/event.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import type { Summary } from './summary.ts';

const GOOD: Readonly<Record<RunCommand, string>> = {
  apply: 'Done, nothing wrong',
  rollback: 'Done, nothing wrong',
  plan: 'Nothing to change',
  drift: 'Everything is as wanted',
};

const BAD: Readonly<Record<number, string>> = {
  [ExitCode.failed]: 'A task failed and was left as the play asked',
  [ExitCode.blocked]: 'Refused before anything was done: no host was changed',
  [ExitCode.rolledBack]: 'It failed, and everything changed on the hosts that failed was rolled back',
  [ExitCode.rollbackFailed]: 'Rolling back failed on some host: a person must look',
  [ExitCode.unknown]: 'The outcome of some host is unknown: a person must look',
  [ExitCode.interrupted]: 'Interrupted',
  [ExitCode.unwritten]: 'The record of the run could not be kept; on the hosts nothing went wrong',
};

/** How a run ended, in a sentence without a full stop, and how it should look. */
export interface Headline {
  readonly mood: 'good' | 'changed' | 'bad';
  readonly words: string;
}

export function headlineOf({ command, exitCode }: Pick<Summary, 'command' | 'exitCode'>): Headline {
  if (exitCode === undefined) return { mood: 'bad', words: 'The record ends before the run did' };
  if (exitCode === ExitCode.ok) return { mood: 'good', words: GOOD[command] };
  if (exitCode !== ExitCode.pending)
    return { mood: 'bad', words: BAD[exitCode] ?? `It ended with exit code ${exitCode}` };
  if (command === 'drift') return { mood: 'changed', words: 'Something is not as wanted any more' };
  return { mood: 'changed', words: 'There is something to change; nothing was changed' };
}
