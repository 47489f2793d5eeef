import type { Action } from '../../../model/action.ts';
import { refused } from '../../decision.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';

export const fail: Action = defineAction({
  name: 'fail',
  collections: BUILTIN,
  summary: 'Fail with a message',
  readOnly: true,
  params: {
    msg: { type: 'string', description: 'What is wrong', default: 'Failed as requested from task' },
  },
  example: `- name: Only nodes have this role
  fail: {msg: "{{ inventory_hostname }} is no node"}
  when: "'nodes' not in group_names"
`,
  observe: () => ({}),
  plan: ({ msg }) => refused(msg, undefined),
});
