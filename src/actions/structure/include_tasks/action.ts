import type { Action } from '../../../model/action.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';

const params = {
  file: { type: 'string', description: 'The file of tasks', required: true, aliases: ['_raw_params'] },
  apply: { type: 'map', description: 'Keywords for every task in it, such as `tags` and `become`' },
} as const;

export const includeTasks: Action = defineAction({
  name: 'include_tasks',
  collections: BUILTIN,
  summary: 'Run the tasks of a file, whose name may depend on the host',
  readOnly: false,
  params,
  freeForm: 'file',
  example: `- name: Do what the hosts of a site need
  include_tasks: "{{ inventory_hostname }}.yml"
`,
  observe: () => ({}),
  plan: ({ file }) => ({
    kind: 'satisfied',
    result: { include: file },
    messages: [],
    effect: { kind: 'include-tasks', file },
  }),
});
