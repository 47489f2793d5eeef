import { linesOf, troubleIn } from '../answer.ts';
import type { Probe } from '../probe.ts';
import { SEE_STATUS } from './unit.ts';

/** Units whose files have changed since systemd read them. */
export const staleUnits: Probe<readonly string[]> = {
  argv: ['rr_unit_stale'],
  read: (answer) => {
    const trouble = troubleIn(answer, /^(?:\S+\.[a-z]+\n)*$/);
    return trouble === undefined ? linesOf(answer) : `systemd did not answer: ${trouble}`;
  },
  hint: SEE_STATUS,
};
