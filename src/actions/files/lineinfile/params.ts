import type { ParamsOf } from '../../../model/params/params-schema.ts';
import type { AttributeParams } from '../host-file/attributes.ts';

export const lineProperties = {
  path: { type: 'path', required: true, description: 'The file', aliases: ['dest', 'destfile', 'name'] },
  state: {
    type: 'string',
    enum: ['present', 'absent'],
    description: 'Whether the line must be there',
    default: 'present',
  },
  line: { type: 'string', description: 'The line, without its line end', aliases: ['value'] },
  regexp: {
    type: 'string',
    description:
      'The line to replace, or the lines to remove: a regular expression as in Python; the last match counts',
    aliases: ['regex'],
  },
  search_string: { type: 'string', description: 'The same, as a text that the line holds' },
  insertafter: {
    type: 'string',
    description: 'Where a new line goes: after the last match of this expression, or `EOF`',
  },
  insertbefore: {
    type: 'string',
    description: 'Where a new line goes: before the last match of this expression, or `BOF`',
  },
  create: { type: 'boolean', description: 'Make the file when it is missing', default: false },
  backrefs: {
    type: 'boolean',
    description: 'Put groups of `regexp` into `line`; without a match nothing is done',
    default: false,
  },
  firstmatch: {
    type: 'boolean',
    description: 'The first match counts instead of the last',
    default: false,
  },
} as const;

export type LineInFileParams = ParamsOf<typeof lineProperties> & AttributeParams;
