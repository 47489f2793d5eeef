import type { ParamsOf } from '../../../model/params/params-schema.ts';
import type { AttributeParams } from '../host-file/attributes.ts';

export const copyProperties = {
  dest: {
    type: 'path',
    required: true,
    description: 'The file to write; with `src`, a folder or a path with `/` at the end takes its name',
  },
  content: { type: 'string', description: 'What must be in it' },
  src: {
    type: 'string',
    description: 'A file of at most 1 MiB beside the playbook, or with an absolute path',
  },
  force: { type: 'boolean', description: 'Replace a file that is there and differs', default: true },
  follow: {
    type: 'boolean',
    description: 'Write through a symbolic link instead of replacing it',
    default: false,
  },
} as const;

export type CopyParams = ParamsOf<typeof copyProperties> & AttributeParams;
