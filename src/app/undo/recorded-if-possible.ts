import { isDiskTrouble } from '../../disk/cause.ts';
import type { Journal } from '../../journal/append.ts';
import { noJournal } from '../../journal/none.ts';
import { RulerunError } from '../../model/error.ts';

/**
 * The record of a run that goes back. A disk of this machine that is full or broken does not hold it up: what is needed
 * lies on the hosts, and they record what became of it. `unrecorded` then hears why.
 */
export async function recordedIfPossible(
  unrecorded: (why: RulerunError) => void,
  begin: () => Promise<Journal>,
): Promise<Journal> {
  try {
    return await begin();
  } catch (error) {
    if (!(error instanceof RulerunError) || !isDiskTrouble(error.cause)) throw error;
    unrecorded(error);
    return noJournal();
  }
}
