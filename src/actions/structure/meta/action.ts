import type { Action } from '../../../model/action.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';

const params = {
  free_form: {
    type: 'string',
    description: 'What to do',
    required: true,
    aliases: ['_raw_params'],
    enum: [
      'flush_handlers',
      'end_play',
      'end_host',
      'end_batch',
      'clear_facts',
      'clear_host_errors',
      'reset_connection',
      'refresh_inventory',
      'noop',
    ],
  },
} as const;

export const meta: Action = defineAction({
  name: 'meta',
  collections: BUILTIN,
  summary: 'Do something to the run itself, such as run the notified handlers',
  readOnly: false,
  params,
  freeForm: 'free_form',
  example: `- name: Restart now what was notified
  meta: flush_handlers
`,
  observe: () => ({}),
  plan: ({ free_form: what }) => ({
    kind: 'satisfied',
    result: {},
    messages: [],
    effect: { kind: 'meta', what },
  }),
});
