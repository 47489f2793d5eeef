import type { Answer } from '../../model/action.ts';
import { FORMLESS, linesOf, troubleIn } from '../answer.ts';
import type { Probe } from '../probe.ts';

/** What runs in containers on a host: the answer of `rr_containers`. */
export type Containers =
  | {
      readonly kind: 'running';
      readonly runtime: 'docker' | 'crio';
      readonly all: readonly Container[];
      /** They outlive a restart of docker. */
      readonly liveRestore: boolean;
    }
  | { readonly kind: 'none' };

export interface Container {
  readonly id: string;
  /** As docker writes it; empty where only the id is known. */
  readonly startedAt: string;
  /** Without docker's leading `/`; empty where only the id is known. */
  readonly name: string;
}

export const runningContainers: Probe<Containers> = {
  argv: ['rr_containers'],
  read: readContainers,
  hint: 'compare with `docker ps` on the host',
};

/** What runs, or in one sentence why that is not known: something is there to ask and gave no answer. */
export function readContainers(answer: Answer): Containers | string {
  const unknown = (why: string): string => `the running containers are not known: ${why}`;
  const trouble = troubleIn(answer);
  if (trouble !== undefined) return unknown(trouble);
  const [runtime = '', ...lines] = linesOf(answer);
  if (runtime === 'none') return { kind: 'none' };
  if (runtime !== 'docker' && runtime !== 'crio') {
    const said = new TextDecoder().decode(answer.stderr).trim().split('\n', 1)[0] ?? '';
    return unknown(said === '' ? 'docker gave no answer' : said);
  }
  const liveRestore = lines[0] === 'live-restore yes';
  const containers = liveRestore ? lines.slice(1) : lines;
  if (!containers.every((line) => /^[0-9a-f]+ \S+ \S/.test(line))) return unknown(`${runtime}: ${FORMLESS}`);
  return { kind: 'running', runtime, all: containers.map(readContainer), liveRestore };
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
