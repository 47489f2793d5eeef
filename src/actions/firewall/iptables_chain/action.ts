import type { Action } from '../../../model/action.ts';
import { runningRules } from '../../../probes/rules/live.ts';
import { factsOfProgram, programFor } from '../../../probes/rules/program.ts';
import { blindTo } from '../../../probes/rules/saves.ts';
import { programWith } from '../../../probes/rules/which-program.ts';
import { hindered, refused } from '../../decision.ts';
import { defineAction } from '../../define-action.ts';
import { readWanted, repeated } from '../kernel-rules/wanted.ts';
import { chainProperties } from './params.ts';
import { planChain } from './plan.ts';

export const iptablesChain: Action = defineAction({
  name: 'iptables_chain',
  collections: [],
  summary: "Keep the administrator's rules in one chain of the running kernel",
  params: chainProperties,
  readOnly: false,
  example: `\
- name: Pods may not reach the metadata service
  iptables_chain:
    chain: OPENSHIFT-ADMIN-OUTPUT-RULES
    rules:
      - '-d 169.254.169.254 -j REJECT'
      - '-d 203.0.113.0/24 -m comment --comment "audit egress" -j LOG --log-prefix "pod egress: "'
`,
  observe: ({ family }) => ({ all: runningRules(family), facts: factsOfProgram(programFor(family)) }),
  plan(params, { all, facts }) {
    const { chain, table, family, rules } = params;
    const wanted = readWanted(table, chain, rules, family);
    if (typeof wanted === 'string') return refused(wanted, 'write it as behind `iptables -A CHAIN`');
    const twice = repeated(wanted);
    if (twice !== undefined) {
      return refused(`rule ${twice.again} does the same as rule ${twice.first}`, 'remove one of them');
    }
    const live = programWith(all, table, chain, facts);
    if (live === undefined) {
      return refused(
        `this host has no ${programFor(family)}`,
        `install it, or leave the host out with \`when\``,
      );
    }
    const blind = blindTo(live);
    if (blind !== undefined) return hindered(blind);
    return planChain(params, wanted, live);
  },
});
