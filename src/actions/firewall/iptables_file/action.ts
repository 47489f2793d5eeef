import type { Action } from '../../../model/action.ts';
import { defineAction } from '../../define-action.ts';
import { planIptablesFile, questionsFor } from './plan.ts';

export const iptablesFile: Action = defineAction({
  name: 'iptables_file',
  collections: [],
  summary: 'Keep the rules that iptables.service loads free of those of programs',
  params: {
    type: 'object',
    properties: {
      path: {
        type: 'path',
        description:
          'The file, of at most 16 MiB; by `family` /etc/sysconfig/iptables or /etc/sysconfig/ip6tables',
        aliases: ['dest'],
      },
      family: {
        type: 'string',
        enum: ['ipv4', 'ipv6'],
        description: 'Which of the two files, programs and units is meant',
        default: 'ipv4',
      },
      desired: {
        type: 'string',
        enum: ['clean'],
        description:
          'Without the rules of Docker, OpenShift, Kubernetes and pod networks; those of the administrator and the installer stay',
        default: 'clean',
      },
      rules: { type: 'string', description: 'The whole text instead, as iptables-save writes it' },
      src: { type: 'string', description: 'The same, from a file beside the playbook' },
      reapply: {
        type: 'path',
        description:
          'Where the rules of the administrator go that stood in a chain of a program; written when there are some, by default to /etc/sysconfig/rulerun-reapply-ipv4 or -ipv6',
      },
      allow_undecided: {
        type: 'boolean',
        description: 'Keep chains of unknown owners, and a policy DROP of FORWARD, instead of stopping there',
        default: false,
      },
      owners: {
        type: 'map',
        description:
          'Whose chains are that cannot be told by themselves: a name and `admin`, `docker`, `openshift` and so on',
      },
      cluster_networks: {
        type: 'strings',
        description: 'The networks of the pods, such as 10.128.0.0/14, where the file leaves that open',
      },
      save_on_stop: {
        type: 'string',
        enum: ['no', 'keep'],
        description:
          '`no`: the unit no longer writes the running rules over the file when it stops; its `-config` file beside the rules says so',
        default: 'no',
      },
      prove: {
        type: 'string',
        enum: ['auto', 'required', 'off'],
        description:
          'The host loads the new text in a network namespace of its own as the first step of the change, so not in a dry run; `auto`: where it can',
        default: 'auto',
      },
    },
    required: [],
    exclusive: [['desired', 'rules', 'src']],
    additionalProperties: false,
  },
  readOnly: false,
  example: `\
- name: Only the administrator's rules are loaded at boot
  iptables_file:
    path: /etc/sysconfig/iptables
    desired: clean
    reapply: /etc/sysconfig/rulerun-reapply-ipv4
`,
  localFiles: ({ src }) => (src === undefined ? [] : [src]),
  observe: questionsFor,
  plan: planIptablesFile,
});
