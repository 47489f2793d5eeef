/** Trouble of rulerun's own surroundings (a state folder that cannot be written) that ends a command. */
export class RulerunError extends Error {
  /** Stable, such as `JOURNAL_UNWRITABLE`. */
  readonly code: string;
  /** The next command to run or thing to do. */
  readonly hint: string | undefined;
  readonly exitCode: number;

  constructor(
    code: string,
    message: string,
    options: { readonly exitCode: number; readonly hint?: string; readonly cause?: unknown },
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'RulerunError';
    this.code = code;
    this.hint = options.hint;
    this.exitCode = options.exitCode;
  }
}
