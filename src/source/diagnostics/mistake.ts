import type { Diagnostic, DiagnosticCode } from '../../model/diagnostic.ts';
import type { Position } from '../../model/values/position.ts';

/** A place and how many columns it takes. */
export interface Place {
  readonly at: Position;
  readonly length: number;
}

/** An error: it stops the command before any host is contacted. One column is underlined when no length is said. */
export function mistake(
  where: Position | Place,
  code: DiagnosticCode,
  message: string,
  hint?: string,
): Diagnostic {
  const { at, length } = 'at' in where ? where : { at: where, length: 1 };
  return { severity: 'error', code, message, at, length: Math.max(1, length), hint };
}

/** A warning: it is shown and stops nothing. */
export function warning(
  where: Position | Place,
  code: DiagnosticCode,
  message: string,
  hint?: string,
): Diagnostic {
  return { ...mistake(where, code, message, hint), severity: 'warning' };
}
