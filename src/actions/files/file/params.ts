import type { ParamsOf } from '../../../model/params/params-schema.ts';
import type { AttributeParams } from '../host-file/attributes.ts';

export const fileProperties = {
  path: { type: 'path', required: true, description: 'The file, folder or link', aliases: ['dest', 'name'] },
  state: {
    type: 'string',
    enum: ['file', 'directory', 'absent', 'link', 'touch'],
    description:
      'What must be there; without it, what is there must have the owner and mode. `absent` removes folders with all that is in them',
  },
  src: { type: 'string', description: 'Where a link must point' },
  force: {
    type: 'boolean',
    description: 'A link may replace a file, and may lead nowhere',
    default: false,
  },
  follow: {
    type: 'boolean',
    description: 'Owner and mode are those of what a link points to',
    default: true,
  },
  recurse: {
    type: 'boolean',
    description: 'Owner and mode of all that is in the folder, too',
    default: false,
  },
  access_time: {
    type: 'string',
    enum: ['now', 'preserve'],
    description: 'For `touch`: the present, or as it was',
  },
  modification_time: {
    type: 'string',
    enum: ['now', 'preserve'],
    description: 'For `touch`: the present, or as it was',
  },
} as const;

export type FileParams = ParamsOf<typeof fileProperties> & AttributeParams;
