import type { Diagnostic, DiagnosticCode } from '../../model/diagnostic.ts';
import type { Position } from '../../model/values/position.ts';

/** What a diagnostic may say besides its place and sentence. */
interface Extra {
  readonly hint?: string | undefined;
  /** Columns to underline; 1 when not said. */
  readonly length?: number;
}

/** An error: it stops the command before any host is contacted. */
export function mistake(at: Position, code: DiagnosticCode, message: string, extra: Extra = {}): Diagnostic {
  return { severity: 'error', code, message, at, length: Math.max(1, extra.length ?? 1), hint: extra.hint };
}

/** A warning: it is shown and stops nothing. */
export function warning(at: Position, code: DiagnosticCode, message: string, extra: Extra = {}): Diagnostic {
  return { ...mistake(at, code, message, extra), severity: 'warning' };
}
