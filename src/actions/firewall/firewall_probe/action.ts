import type { Action } from '../../../model/action.ts';
import { defineAction } from '../../define-action.ts';
import { probeProperties } from './params.ts';
import { planFirewallProbe, questionsFor } from './plan.ts';

export const firewallProbe: Action = defineAction({
  name: 'firewall_probe',
  collections: [],
  summary: 'Check that the running rules and containers are as they were before the run',
  params: probeProperties,
  readOnly: true,
  example: `\
- name: The running rules and containers are as they were
  firewall_probe:
    unchanged: true
    containers: unchanged
    expect: [auto]
    converge: 90s
`,
  observe: questionsFor,
  plan: planFirewallProbe,
});
