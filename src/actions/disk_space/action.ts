import type { Action, Answer, Decision } from '../../model/action.ts';
import { answerAt, linesOf, troubleIn } from '../answer.ts';
import { refused, satisfied } from '../decision.ts';
import { defineAction } from '../define-action.ts';

interface DiskSpaceParams {
  readonly path: string;
  readonly at_least_mb: number;
}

export const diskSpace: Action = defineAction<DiskSpaceParams>({
  name: 'disk_space',
  collections: [],
  summary: 'Check that a file system has room',
  params: {
    type: 'object',
    properties: {
      path: { type: 'path', description: 'Anything on the file system, or what will be' },
      at_least_mb: { type: 'integer', description: 'How much must be free, in MiB', minimum: 1 },
    },
    required: ['path', 'at_least_mb'],
    additionalProperties: false,
  },
  readOnly: true,
  example: `\
- name: There is room for what is kept aside
  disk_space: {path: /var/lib/rulerun, at_least_mb: 50}
`,
  observe: ({ path }) => [{ argv: ['rr_disk', path] }],
  plan: (params, answers) => planDiskSpace(params, answerAt(answers, 0)),
});

/** The inodes that rulerun's own records of a run take, by far. */
const FEWEST_INODES = 200;

export function planDiskSpace({ path, at_least_mb: wanted }: DiskSpaceParams, answer: Answer): Decision {
  const trouble = troubleIn(answer);
  if (trouble !== undefined)
    return refused(`the room at ${path} is not known: ${trouble}`, 'see `df -P` on the host');
  const lines = linesOf(answer);
  const split = lines.indexOf('inodes');
  const blocks = readRow(lines.slice(0, split));
  const inodes = readRow(lines.slice(split + 1));
  if (blocks === undefined)
    return refused(`the room at ${path} is not known: df gave no figures`, 'see `df -P` on the host');
  const freeMb = Math.floor(blocks.free / 1024);
  if (freeMb < wanted) {
    return refused(
      `${blocks.mount} has ${freeMb} MiB free, ${wanted} MiB are needed`,
      `make room below ${blocks.mount}`,
    );
  }
  // Some file systems count no inodes and say 0 of 0.
  if (inodes !== undefined && inodes.total > 0 && inodes.free < FEWEST_INODES) {
    return refused(
      `${inodes.mount} has room for only ${inodes.free} more files`,
      `remove files below ${inodes.mount}`,
    );
  }
  return satisfied({ path, mount: blocks.mount, free_mb: freeMb });
}

interface Row {
  readonly total: number;
  readonly free: number;
  readonly mount: string;
}

/** The last line of `df -P`: total, used, free, percent, mount point, after a device that may hold spaces. */
function readRow(lines: readonly string[]): Row | undefined {
  const found = /\s(\d+)\s+\d+\s+(-?\d+)\s+(?:\d+%|-)\s+(\/.*)$/.exec(lines.at(-1) ?? '');
  if (found === null) return undefined;
  return { total: Number(found[1]), free: Number(found[2]), mount: found[3] ?? '' };
}
