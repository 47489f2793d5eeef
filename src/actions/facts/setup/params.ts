import type { ParamsOf } from '../../../model/params/params-schema.ts';

export const setupProperties = {
  gather_subset: {
    type: 'strings',
    description:
      'Which facts: `all`, `min`, `hardware`, `network`, `virtual` or the name of a group or of a fact; `!` before it leaves it out',
    default: ['all'],
  },
  filter: {
    type: 'strings',
    description: 'Only facts whose names are like this; may have `*`, `?` and `[abc]` in it',
    default: [],
  },
  fact_path: {
    type: 'path',
    description: 'Where the host keeps facts of its own: files `*.fact`, which become `ansible_local`',
    default: '/etc/ansible/facts.d',
  },
  gather_timeout: {
    type: 'integer',
    description: 'Seconds to wait for a mount that does not answer, and for a program that tells facts',
    minimum: 1,
    default: 10,
  },
} as const;

export type SetupParams = ParamsOf<typeof setupProperties>;
