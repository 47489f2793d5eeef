import type { Answer } from '../../model/action.ts';
import { keyValues, linesOf, troubleIn } from '../answer.ts';
import type { SureProbe } from '../probe.ts';

/** How a host stands for a run that would change it. */
export interface Standing {
  /** Why no record of a run can be kept there; undefined: nothing speaks against it. */
  readonly wrong: string | undefined;
  /** The run that has the host; undefined: it is free. */
  readonly holder: { readonly run: string; readonly since: string } | undefined;
  /** Which machine it is: equal texts are one machine. Undefined: that is not certain. */
  readonly machine: string | undefined;
}

/** Never trouble: an answer that cannot be read is what is `wrong`. */
export const standing: SureProbe<Standing> = {
  argv: ['rr_lock_status'],
  read: readStanding,
};

function readStanding(answer: Answer): Standing {
  const trouble = troubleIn(answer, /^(?:(?:machine=|run=|host=|since=|wrong ).*\n)*$/);
  if (trouble !== undefined) {
    return {
      wrong: `whether another run has this host cannot be told: ${trouble}`,
      holder: undefined,
      machine: undefined,
    };
  }
  const lines = linesOf(answer);
  const wrong = lines.find((line) => line.startsWith('wrong '));
  const values = keyValues(lines);
  const run = values.get('run');
  return {
    wrong: wrong === undefined ? undefined : `no record of a run can be kept here: ${wrong.slice(6)}`,
    holder: run === undefined ? undefined : { run, since: values.get('since') ?? '' },
    machine: values.get('machine'),
  };
}
