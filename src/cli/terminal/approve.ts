import { RulerunError } from '../../model/error.ts';
import type { Approval, PreviewTotals } from '../../model/ports.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import { counted } from '../../text/words.ts';
import type { Terminal } from './terminal.ts';

/** Asks the person before anything is changed. With `--yes`, or when nothing is to be changed, nobody is asked. */
export function approver(
  { yes }: { readonly yes?: true },
  terminal: Terminal,
  stop: AbortSignal,
): (totals: PreviewTotals) => Promise<Approval> {
  return async ({ changes, hostsToChange }) => {
    if (yes || changes === 0) return GRANTED;
    const question = `\nMake ${counted(changes, 'change')} on ${counted(hostsToChange, 'host')}? Type yes to go on: `;
    const answer = await terminal.ask(question, { hidden: false, signal: stop });
    return isYes(answer, terminal) ? GRANTED : { kind: 'declined' };
  };
}

/** Only the whole word will do, and who typed something else is told why nothing happens. */
export function isYes(answer: string | undefined, terminal: Pick<Terminal, 'err'>): boolean {
  const typed = answer?.trim() ?? '';
  if (typed.toLowerCase() === 'yes') return true;
  terminal.err(
    `Nothing is done: ${typed === '' ? 'there was no answer' : `the answer was \`${safeLine(typed)}\``}, not \`yes\`.\n`,
  );
  return false;
}

/** A question that nobody could answer: a command that changes hosts wants a terminal or `--yes`. */
export function noTerminal(hint: string): RulerunError {
  return new RulerunError('NO_TERMINAL', 'there is no terminal to ask on before hosts are changed', { hint });
}

const GRANTED: Approval = { kind: 'granted', except: new Map() };
