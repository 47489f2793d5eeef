import type { Action, Answer, Decision } from '../../model/action.ts';
import { answerAt, linesOf, troubleIn } from '../answer.ts';
import { refused, satisfied } from '../decision.ts';
import { defineAction } from '../define-action.ts';

export interface DiskSpaceParams {
  readonly path: string;
  readonly at_least_mb: number;
}

/** Files that a run makes on a host, with much to spare. */
const INODES = 200;

export const diskSpace: Action = defineAction<DiskSpaceParams>({
  name: 'disk_space',
  collections: [],
  summary: 'Check that there is room on a file system',
  readOnly: true,
  params: {
    type: 'object',
    properties: {
      path: { type: 'path', description: 'A path on the file system, or one that is to be made there' },
      at_least_mb: {
        type: 'integer',
        description: 'Room that must be left, in MiB',
        default: 50,
        minimum: 1,
      },
    },
    required: ['path'],
    additionalProperties: false,
  },
  example: `- name: There is room for the record of the run
  disk_space: {path: /var/lib/rulerun, at_least_mb: 50}
`,
  observe: ({ path }) => [{ argv: ['rr_disk', path] }],
  plan: planDiskSpace,
});

export function planDiskSpace(
  { path, at_least_mb: wanted }: DiskSpaceParams,
  answers: readonly Answer[],
): Decision {
  const answer = answerAt(answers, 0);
  const trouble = troubleIn(answer);
  if (trouble !== undefined)
    return refused(`the room at ${path} cannot be told: ${trouble}`, `check with: df ${path}`);
  const lines = linesOf(answer);
  const split = lines.indexOf('inodes');
  const room = lastColumns(split < 0 ? lines : lines.slice(0, split));
  const inodes = split < 0 ? undefined : lastColumns(lines.slice(split + 1));
  if (room === undefined) return refused(`the room at ${path} cannot be told`, `check with: df ${path}`);
  const freeMb = Math.floor(room.free / 1024);
  if (freeMb < wanted) {
    return refused(
      `only ${freeMb} MiB are free on ${room.mount}, and ${wanted} are wanted`,
      `make room on ${room.mount}`,
    );
  }
  // File systems without a fixed number of inodes say 0 of 0.
  if (inodes !== undefined && inodes.total > 0 && inodes.free < INODES) {
    return refused(
      `only ${inodes.free} files can still be made on ${room.mount}`,
      `remove files on ${room.mount}`,
    );
  }
  return satisfied({ free_mb: freeMb, mount: room.mount });
}

interface Columns {
  readonly total: number;
  readonly free: number;
  readonly mount: string;
}

/** The last line of `df -P`: name, total, used, free, part, and the mount point, which may hold blanks. */
function lastColumns(lines: readonly string[]): Columns | undefined {
  const found = /^.*?\s+(\d+|-)\s+(\d+|-)\s+(\d+|-)\s+\S+\s+(\/.*)$/.exec(lines.at(-1) ?? '');
  if (found === null) return undefined;
  const [, total, , free, mount = ''] = found;
  return { total: Number(total) || 0, free: Number(free) || 0, mount };
}
