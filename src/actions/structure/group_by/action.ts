import type { Action, Decision } from '../../../model/action.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import { jsonObject } from '../../../model/values/json.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';

const params = {
  key: { type: 'string', description: 'The group; spaces in it become hyphens', required: true },
  parents: { type: 'strings', description: 'The groups in which that group is', default: ['all'] },
} as const;

export const groupBy: Action = defineAction({
  name: 'group_by',
  collections: BUILTIN,
  summary: 'Put the host into a group, for the rest of the run',
  readOnly: false,
  params,
  example: `- name: Tell hosts apart by what runs on them
  group_by: {key: "os_{{ ansible_distribution }}"}
`,
  notes: ['Later tasks find the variables of the group, those of `group_vars` among them.'],
  sets: () => ['groups', 'group_names', 'hostvars', '*'],
  observe: () => ({}),
  plan: planGroupBy,
});

export function planGroupBy({ key, parents: given }: ParamsOf<typeof params>): Decision {
  const [name = '', ...parents] = [key, ...given].map((group) => group.replaceAll(' ', '-'));
  return {
    kind: 'satisfied',
    result: jsonObject([
      ['add_group', name],
      ['parent_groups', parents],
    ]),
    messages: [{ severity: 'info', text: `it is in the group ${name} from here on` }],
    effect: { kind: 'add-group', name, parents },
  };
}
