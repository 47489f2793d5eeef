import type { ParamsOf } from '../../../model/params/params-schema.ts';

export const waitProperties = {
  host: {
    type: 'string',
    description: 'Where the port is, as seen from the host',
    default: '127.0.0.1',
    pattern: '^[^\\s/-][^\\s/]*$',
  },
  port: { type: 'integer', description: 'A TCP port', minimum: 1, maximum: 65_535 },
  path: { type: 'path', description: 'A file or folder' },
  state: {
    type: 'string',
    enum: ['started', 'present', 'stopped', 'absent', 'drained'],
    description:
      '`started` or `present`: open, there; `stopped` or `absent`: closed, gone; `drained`: no connection to it is left',
    default: 'started',
  },
  search_regex: { type: 'string', description: 'What a line of the file must match, as in Python' },
  timeout: { type: 'duration', description: 'How long to wait at most', default: 300 },
  sleep: { type: 'duration', description: 'How long between two looks', default: 1, minimum: 100 },
  connect_timeout: {
    type: 'duration',
    description: 'How long one connection may take',
    default: 5,
    minimum: 1000,
  },
  msg: { type: 'string', description: 'What it means when the wait is in vain' },
} as const;

export type WaitForParams = ParamsOf<typeof waitProperties>;
