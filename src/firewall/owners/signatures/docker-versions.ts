import type { RulesText } from '../../text/rules.ts';

/** The versions of Docker that write what the text has. */
export interface DockerVersions {
  /** The first version: `17.06`. */
  readonly from: string;
  /** The last one; `undefined`: no end known. */
  readonly to: string | undefined;
}

interface Mark {
  readonly chain: string;
  /** Places in `VERSIONS`, the last one not included. */
  readonly from: number;
  readonly to: number;
}

/** The versions in which the chains of Docker changed, the oldest first. */
const VERSIONS: readonly string[] = ['1.5', '1.10', '17.06', '18.06', '28.0.0', '28.0.1', '29.0'];
const LAST_BEFORE: readonly (string | undefined)[] = [
  '1.4',
  '1.9',
  '17.05',
  '18.05',
  '27',
  '28.0.0',
  '28',
  undefined,
];

const MARKS: readonly Mark[] = [
  { chain: 'DOCKER', from: 0, to: 7 },
  { chain: 'DOCKER-ISOLATION', from: 1, to: 3 },
  { chain: 'DOCKER-USER', from: 2, to: 7 },
  { chain: 'DOCKER-ISOLATION-STAGE-1', from: 3, to: 6 },
  { chain: 'DOCKER-FORWARD', from: 5, to: 7 },
  { chain: 'DOCKER-INTERNAL', from: 6, to: 7 },
];

/**
 * Told by the chains of the filter table. Marks that contradict each other, as in a file into which several versions
 * were saved, tell nothing.
 */
export function dockerVersions(text: RulesText): DockerVersions | undefined {
  const names = new Set(
    text.tables
      .filter(({ name }) => name === 'filter')
      .flatMap(({ chains }) => chains.map(({ name }) => name)),
  );
  const found = MARKS.filter(({ chain }) => names.has(chain));
  const from = Math.max(...found.map((mark) => mark.from));
  const to = Math.min(...found.map((mark) => mark.to));
  const first = VERSIONS[from];
  if (found.length === 0 || from >= to || first === undefined) return undefined;
  return { from: first, to: LAST_BEFORE[to] };
}
