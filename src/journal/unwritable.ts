import { causeInWords, diskHint, isDiskTrouble } from '../disk/cause.ts';
import { RulerunError } from '../model/error.ts';
import { ExitCode } from '../model/run/exit-code.ts';

/**
 * Why a journal cannot be written (any more). `begun`: what becomes of the run: `nothing` was begun, or its end is `kept`
 * in the room that was reserved for it, or it is `lost` but for what is shown.
 */
export function unwritableJournal(
  path: string,
  cause: unknown,
  begun: 'nothing' | 'kept' | 'lost',
): RulerunError {
  const rest = {
    nothing: 'no host was contacted',
    kept: 'the end of this run is kept in the room that was reserved for it',
    lost: 'the end of this run is only shown, and recorded on the hosts themselves',
  };
  return new RulerunError('JOURNAL_UNWRITABLE', `cannot write the journal ${path}: ${causeInWords(cause)}`, {
    exitCode: ExitCode.unwritten,
    hint: `${diskHint(cause)}; ${rest[begun]}`,
    cause,
  });
}

/** Why the state folder takes nothing; no host was contacted. A full disk is no mistake of the command line. */
export function unwritableState(path: string, cause: unknown): RulerunError {
  return new RulerunError(
    'STATE_UNWRITABLE',
    `cannot write ${path}: ${causeInWords(cause)}; no host was contacted`,
    {
      exitCode: isDiskTrouble(cause) ? ExitCode.unwritten : ExitCode.usage,
      hint: diskHint(cause),
      cause,
    },
  );
}
