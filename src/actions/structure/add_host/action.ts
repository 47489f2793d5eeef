import type { Action, Decision } from '../../../model/action.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import { jsonObject } from '../../../model/values/json.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';

const params = {
  name: {
    type: 'string',
    description: 'The host, or `host:port`',
    required: true,
    aliases: ['hostname', 'host'],
  },
  groups: {
    type: 'strings',
    description: 'The groups to put it in; those that there are not yet come to be',
    aliases: ['groupname', 'group'],
    default: [],
  },
  variables: {
    type: 'map',
    description: 'Its variables by their names, each as a parameter of its own',
    default: {},
  },
} as const;

export const addHost: Action = defineAction({
  name: 'add_host',
  collections: BUILTIN,
  summary: 'Add a host to the inventory, for the rest of the run',
  readOnly: false,
  params,
  others: 'variables',
  example: `- name: Have later plays meet the new host
  add_host: {name: new1, groups: [fresh], ansible_host: 192.0.2.7}
`,
  notes: [
    'Done once for all hosts of a batch. Plays that come later find it; their hosts are checked like all others.',
  ],
  sets: (given) => ['groups', 'hostvars', ...given],
  observe: () => ({}),
  plan: planAddHost,
});

export function planAddHost({ name: given, groups, variables }: ParamsOf<typeof params>): Decision {
  const { name, port } = withoutPort(given);
  const values = jsonObject([
    ...Object.entries(variables),
    ...(port === undefined ? [] : [['ansible_ssh_port', port] as const]),
  ]);
  const all = [...new Set(groups.map((group) => group.trim()))];
  const told = jsonObject([
    ['host_name', name],
    ['groups', all],
    ['host_vars', values],
  ]);
  const where = all.length === 0 ? '' : `, in ${all.join(', ')}`;
  return {
    kind: 'satisfied',
    result: jsonObject([['add_host', told]]),
    messages: [{ severity: 'info', text: `${name} is a host of this run from here on${where}` }],
    effect: { kind: 'add-host', name, groups: all, variables: values },
  };
}

/** `host:22`, `[::1]:22`; what is neither is a name. */
function withoutPort(text: string): { readonly name: string; readonly port: number | undefined } {
  const [, inBrackets, plain, port] = /^(?:\[(.+)\]|([^:[\]]+)):(\d+)$/.exec(text) ?? [];
  const name = inBrackets ?? plain;
  return name === undefined ? { name: text, port: undefined } : { name, port: Number(port) };
}
