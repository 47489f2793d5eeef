import type { troubleCodes } from './codes/trouble.ts';
import { ExitCode } from './run/exit-code.ts';

/** Stable, such as `JOURNAL_UNWRITABLE`; `rulerun doc` explains it. */
export type TroubleCode = keyof typeof troubleCodes;

/** What whatever was thrown says, without its kind. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What ends a command before its work: trouble with this machine, or something the caller asked for that cannot be. */
export class RulerunError extends Error {
  readonly code: TroubleCode;
  /** The next command to run or thing to do. */
  readonly hint: string | undefined;
  readonly exitCode: number;

  /** `exitCode`: that of a wrong command line, unless something else is to blame. */
  constructor(
    code: TroubleCode,
    message: string,
    options: { readonly exitCode?: number; readonly hint?: string; readonly cause?: unknown },
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'RulerunError';
    this.code = code;
    this.hint = options.hint;
    this.exitCode = options.exitCode ?? ExitCode.usage;
  }
}
