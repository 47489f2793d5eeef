import type { Action } from '../../../model/action.ts';
import { defineAction } from '../../define-action.ts';
import { fileProperties } from './params.ts';
import { planIptablesFile, questionsFor } from './plan.ts';

export const iptablesFile: Action = defineAction({
  name: 'iptables_file',
  collections: [],
  summary: 'Keep the rules that iptables.service loads free of those of programs',
  params: fileProperties,
  exclusive: [['desired', 'rules', 'src']],
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
