import { outputOf, troubleIn } from '../answer.ts';
import type { Probe } from '../probe.ts';

/** Whether anything is at a path or fits a glob, seen from `folder`. */
export function anythingAt(pattern: string, folder: string | undefined): Probe<boolean> {
  return {
    argv: ['rr_glob', folder ?? '', pattern],
    read: (answer) => {
      const trouble = troubleIn(answer, /^(?:yes|no)\n?$/);
      return trouble === undefined
        ? outputOf(answer).startsWith('yes')
        : `whether it has to run is not known: ${trouble}`;
    },
    hint: 'does the folder in `chdir` exist?',
  };
}
