import type { Action } from '../../../model/action.ts';
import { withoutExtension } from '../../../model/playbook/include-places.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';

const file = (
  what: string,
): { readonly type: 'string'; readonly description: string; readonly default: 'main' } => ({
  type: 'string',
  description: `The file of ${what}, in place of \`main\``,
  default: 'main',
});

const params = {
  name: { type: 'string', description: 'The role', required: true, aliases: ['role'] },
  tasks_from: file('tasks'),
  vars_from: file('variables'),
  defaults_from: file('defaults'),
  handlers_from: file('handlers'),
  public: {
    type: 'boolean',
    description: 'True: its variables and defaults are seen by the tasks after it too',
    default: false,
  },
  apply: { type: 'map', description: 'Keywords for every task in it, such as `tags` and `become`' },
  allow_duplicates: {
    type: 'boolean',
    description: 'False: not again, when the play has run it already',
    default: true,
  },
  rolespec_validate: {
    type: 'boolean',
    description: 'Check what it is given, where the role says what it takes',
    default: true,
  },
} as const;

export const includeRole: Action = defineAction({
  name: 'include_role',
  collections: BUILTIN,
  summary: 'Run a role, whose name may depend on the host',
  readOnly: false,
  params,
  example: `- name: Harden what this host is
  include_role: {name: "{{ inventory_hostname }}", tasks_from: harden}
`,
  observe: () => ({}),
  plan: ({ name, tasks_from, handlers_from, vars_from, defaults_from, public: isPublic }) => ({
    kind: 'satisfied',
    result: {},
    messages: [],
    effect: {
      ...{ kind: 'include-role', role: name, isPublic },
      tasks: withoutExtension(tasks_from),
      handlers: withoutExtension(handlers_from),
      from: { vars: vars_from, defaults: defaults_from },
    },
  }),
});
