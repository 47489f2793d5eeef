import type { Action, Decision } from '../../../model/action.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import { type Room, roomAt } from '../../../probes/disk/room.ts';
import { refused, satisfied } from '../../decision.ts';
import { defineAction } from '../../define-action.ts';

const params = {
  path: { type: 'path', required: true, description: 'Anything on the file system, or what will be' },
  at_least_mb: { type: 'integer', required: true, description: 'How much must be free, in MiB', minimum: 1 },
} as const;

type DiskSpaceParams = ParamsOf<typeof params>;

export const diskSpace: Action = defineAction({
  name: 'disk_space',
  collections: [],
  summary: 'Check that a file system has room',
  params,
  readOnly: true,
  example: `\
- name: There is room for what is kept aside
  disk_space: {path: /var/lib/rulerun, at_least_mb: 50}
`,
  observe: ({ path }) => ({ room: roomAt(path) }),
  plan: (params, { room }) => judge(params, room),
});

/** The inodes that rulerun's own records of a run take, by far. */
const FEWEST_INODES = 200;

function judge({ path, at_least_mb: wanted }: DiskSpaceParams, { blocks, inodes }: Room): Decision {
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
