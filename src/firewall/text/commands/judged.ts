import type { Mistake, RuleCode } from '../mistakes.ts';

/** A mistake, and whether every iptables-restore refuses it. */
export interface JudgedMistake extends Mistake {
  readonly severity: 'error' | 'warning';
}

export function wrong(code: RuleCode, message: string, hint: string): JudgedMistake {
  return { severity: 'error', code, message, hint };
}

/** One of the two backends refuses it, or takes it for something else. */
export function doubtful(code: RuleCode, message: string, hint: string): JudgedMistake {
  return { severity: 'warning', code, message, hint };
}
