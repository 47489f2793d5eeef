import type { Answer } from '../../model/action.ts';
import { FORMLESS, linesOf, troubleIn } from '../answer.ts';
import type { Probe, SureProbe } from '../probe.ts';

/** What runs in containers on a host: the answer of `rr_containers`. */
export type Containers =
  | {
      readonly kind: 'running';
      readonly runtime: 'docker' | 'crio';
      readonly all: readonly Container[];
      /** They outlive a restart of docker. */
      readonly liveRestore: boolean;
    }
  | { readonly kind: 'none' }
  /** Something is there to ask and gave no answer. */
  | { readonly kind: 'unknown'; readonly why: string };

export interface Container {
  readonly id: string;
  /** As docker writes it; empty where only the id is known. */
  readonly startedAt: string;
  /** Without docker's leading `/`; empty where only the id is known. */
  readonly name: string;
}

/** Never trouble: a runtime that does not answer is a state that some tasks can do without. */
export const runningContainers: SureProbe<Containers> = { argv: ['rr_containers'], read: readContainers };

/** The same where a task rests on knowing them. */
export const knownContainers: Probe<Exclude<Containers, { readonly kind: 'unknown' }>> = {
  argv: runningContainers.argv,
  read: (answer) => {
    const containers = readContainers(answer);
    return containers.kind === 'unknown'
      ? `the running containers are not known: ${containers.why}`
      : containers;
  },
  hint: 'compare with `docker ps` on the host',
};

export function readContainers(answer: Answer): Containers {
  const trouble = troubleIn(answer);
  if (trouble !== undefined) return { kind: 'unknown', why: trouble };
  const [runtime = '', ...lines] = linesOf(answer);
  if (runtime === 'none') return { kind: 'none' };
  if (runtime !== 'docker' && runtime !== 'crio') {
    const said = new TextDecoder().decode(answer.stderr).trim().split('\n', 1)[0] ?? '';
    return { kind: 'unknown', why: said === '' ? 'docker gave no answer' : said };
  }
  const liveRestore = lines[0] === 'live-restore yes';
  const containers = liveRestore ? lines.slice(1) : lines;
  if (!containers.every((line) => /^[0-9a-f]+ \S+ \S/.test(line)))
    return { kind: 'unknown', why: `${runtime}: ${FORMLESS}` };
  const all = containers.map(readContainer);
  return { kind: 'running', runtime, all, liveRestore };
}

/** `3a5f…(web)`: a container for people. */
export function describeContainer({ id, name }: Container): string {
  return name === '' ? id.slice(0, 12) : `${name} (${id.slice(0, 12)})`;
}

function readContainer(line: string): Container {
  const [id = '', startedAt = '', ...name] = line.split(' ');
  return {
    id,
    startedAt: startedAt === '-' ? '' : startedAt,
    name: name.join(' ').replace(/^-$/, '').replace(/^\//, ''),
  };
}
