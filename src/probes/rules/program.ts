import type { Family } from '../../firewall/kernel/canonical.ts';
import type { Answer } from '../../model/action.ts';
import { linesOf, troubleIn } from '../answer.ts';
import type { SureProbe } from '../probe.ts';

export type Program = 'iptables' | 'ip6tables';

/** The program of a family of addresses, which is also the name of its unit. */
export function programFor(family: Family): Program {
  return family === 'ipv6' ? 'ip6tables' : 'iptables';
}

/** What a host has of a program. */
export interface ProgramFacts {
  /** `iptables v1.4.21`, `iptables v1.8.9 (nf_tables)`; undefined: the program is not there. */
  readonly version: string | undefined;
  /** The backend that the plain name means on this host, which is what Docker and Kubernetes use as well. */
  readonly backend: 'nft' | 'legacy';
  readonly hasRestore: boolean;
  /** Why no network namespace can be made; undefined: one can. */
  readonly noNamespace: string | undefined;
}

/** Never trouble: what cannot be told is not there. */
export function factsOfProgram(program: Program): SureProbe<ProgramFacts> {
  return { argv: ['rr_iptables', program], read: (answer) => readFacts(program, answer) };
}

function readFacts(program: Program, answer: Answer): ProgramFacts {
  const trouble = troubleIn(answer);
  const lines = trouble === undefined ? linesOf(answer) : [];
  const after = (start: string): string | undefined =>
    lines.find((line) => line.startsWith(start))?.slice(start.length);
  const version = after(`program ${program} `);
  return {
    version,
    backend: version?.includes('(nf_tables)') === true ? 'nft' : 'legacy',
    hasRestore: after('restore ') !== undefined,
    noNamespace: lines.includes('netns yes')
      ? undefined
      : (trouble ?? after('netns no ') ?? 'the host did not say why'),
  };
}
