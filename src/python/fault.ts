import { lastOf } from './present.ts';

/**
 * `syntax`: the text is not a template we support. `undefined`: a name or key that is not there was used.
 * `pending`: a value is known only after an earlier task has run. `type`: an operation does not fit its values.
 * `sealed`: a value is encrypted, and no password that was given opens it.
 * `limit`: too many steps, too much text, too deep, or a variable that needs itself.
 */
export type ErrorKind = 'syntax' | 'undefined' | 'pending' | 'type' | 'sealed' | 'limit';

export interface TemplateError {
  readonly kind: ErrorKind;
  /** One sentence without a full stop. */
  readonly message: string;
  /** Where in the text that was given, from 0, in UTF-16 code units. See `placeIn`. */
  readonly offset: number;
  /** The way out, such as ``did you mean `port`?`` */
  readonly hint: string | undefined;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: TemplateError };

/** How a template or a pattern goes wrong on the inside. `attempt` makes it a value. */
export class Fault extends Error {
  readonly kind: ErrorKind;
  /** `undefined`: wherever evaluation stands. */
  readonly offset: number | undefined;
  readonly hint: string | undefined;

  constructor(kind: ErrorKind, message: string, options: FaultOptions = {}) {
    const { stackTraceLimit } = Error;
    // Many are thrown, and nobody asks where in this program.
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = 'Fault';
    this.kind = kind;
    this.offset = options.offset;
    this.hint = options.hint;
  }
}

export interface FaultOptions {
  readonly offset?: number | undefined;
  readonly hint?: string | undefined;
}

/**
 * The one door at which a thrown fault becomes a value. Anything else is a bug. `standing` is where evaluation stands,
 * for faults that do not know better.
 */
export function attempt<T>(work: () => T, standing: () => number = () => 0): Result<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { kind, message, hint, offset = standing() } = error;
    return { ok: false, error: { kind, message, offset, hint } };
  }
}

/** An offset as people count: line and column from 1, the column in UTF-16 code units. */
export function placeIn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: lastOf(lines).length + 1 };
}
