import type { Approval, PreviewTotals } from '../model/ports.ts';
import { counted } from '../renderers/words.ts';
import type { Terminal } from './ports/terminal.ts';

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
    return answer?.trim().toLowerCase() === 'yes' ? GRANTED : { kind: 'declined' };
  };
}

const GRANTED: Approval = { kind: 'granted', except: new Map() };
