import { RulerunError } from '../../model/error.ts';

/** A question that nobody could answer: a command that changes hosts wants a terminal or `--yes`. */
export function noTerminal(hint: string): RulerunError {
  return new RulerunError('NO_TERMINAL', 'there is no terminal to ask on before hosts are changed', { hint });
}
