import { isDiskTrouble } from '../disk/cause.ts';
import type { Journal } from '../journal/append.ts';
import { noJournal } from '../journal/none.ts';
import { RulerunError } from '../model/error.ts';
import type { Terminal } from './ports/terminal.ts';

/**
 * The record of a run that goes back. A disk of this machine that is full or broken does not hold it up: what is needed
 * lies on the hosts, and they record what became of it.
 */
export async function recordedIfPossible(
  terminal: Pick<Terminal, 'err'>,
  begin: () => Promise<Journal>,
): Promise<Journal> {
  try {
    return await begin();
  } catch (error) {
    if (!(error instanceof RulerunError) || !isDiskTrouble(error.cause)) throw error;
    terminal.err(`This rollback is not recorded here, only on the hosts: ${error.message}\n`);
    if (error.hint !== undefined) terminal.err(`  hint: ${error.hint}\n`);
    return noJournal();
  }
}
