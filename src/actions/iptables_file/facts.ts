import type { Answer } from '../../model/action.ts';
import { linesOf, troubleIn } from '../answer.ts';

/** What a host can load rules with: the answer of `rr_iptables`. */
export interface Facts {
  /** `iptables v1.4.21`, `iptables v1.8.9 (nf_tables)`; undefined: the program is not there. */
  readonly version: string | undefined;
  readonly hasRestore: boolean;
  /** Why no network namespace can be made; undefined: one can. */
  readonly noNamespace: string | undefined;
}

export function readFacts(program: string, answer: Answer): Facts {
  const trouble = troubleIn(answer);
  if (trouble !== undefined) return { version: undefined, hasRestore: false, noNamespace: trouble };
  const lines = linesOf(answer);
  const after = (start: string): string | undefined =>
    lines.find((line) => line.startsWith(start))?.slice(start.length);
  return {
    version: after(`program ${program} `),
    hasRestore: after('restore ') !== undefined,
    noNamespace: lines.includes('netns yes') ? undefined : (after('netns no ') ?? 'the host did not say why'),
  };
}
