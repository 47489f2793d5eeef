import type { ParamsOf } from '../../../model/params/params-schema.ts';

export const statProperties = {
  path: { type: 'path', required: true, description: 'What to look at', aliases: ['dest', 'name'] },
  follow: { type: 'boolean', description: 'Look at what a symbolic link points to', default: false },
  get_checksum: { type: 'boolean', description: 'Read the file and tell its checksum', default: true },
  checksum_algorithm: {
    type: 'string',
    enum: ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'],
    description: 'Which checksum',
    default: 'sha1',
    aliases: ['checksum', 'checksum_algo'],
  },
  get_mime: {
    type: 'boolean',
    description: 'Tell what kind of content it has, where the host has `file`',
    default: true,
    aliases: ['mime', 'mime_type', 'mime-type'],
  },
  get_attributes: {
    type: 'boolean',
    description: 'Tell the flags of its file system, where the host has `lsattr`',
    default: true,
    aliases: ['attr', 'attributes'],
  },
} as const;

export type StatParams = ParamsOf<typeof statProperties>;
