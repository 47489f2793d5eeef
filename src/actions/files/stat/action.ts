import type { Action, Decision } from '../../../model/action.ts';
import { jsonObject } from '../../../model/values/json.ts';
import { type Details, detailsOf } from '../../../probes/file/details.ts';
import { satisfied } from '../../decision.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';
import { fieldsOf, type StatParams } from './fields.ts';

export const stat: Action = defineAction({
  name: 'stat',
  collections: BUILTIN,
  summary: 'Look at a file or a folder',
  params: {
    type: 'object',
    properties: {
      path: { type: 'path', description: 'What to look at', aliases: ['dest', 'name'] },
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
    },
    required: ['path'],
    additionalProperties: false,
  },
  readOnly: true,
  example: `\
- name: Look at the saved rules
  stat: {path: /etc/sysconfig/iptables}
  register: saved_rules
`,
  observe: questionsFor,
  plan: (params, { details }) => planStat(params, details),
});

function questionsFor(params: StatParams) {
  const { path, follow = false, get_checksum: sum = true, checksum_algorithm: algorithm = 'sha1' } = params;
  const { get_mime: mime = true, get_attributes: attributes = true } = params;
  return { details: detailsOf(path, { follow, checksum: sum ? algorithm : undefined, mime, attributes }) };
}

function planStat(params: StatParams, { text }: Details): Decision {
  return satisfied({
    stat: text === undefined ? { exists: false } : jsonObject(fieldsOf(params, text)),
  });
}
