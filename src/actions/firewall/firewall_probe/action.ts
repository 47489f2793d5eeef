import type { Action } from '../../../model/action.ts';
import { defineAction } from '../../define-action.ts';
import { planFirewallProbe, questionsFor } from './plan.ts';

export const firewallProbe: Action = defineAction({
  name: 'firewall_probe',
  collections: [],
  summary: 'Check that the running rules and containers are as they were before the run',
  params: {
    type: 'object',
    properties: {
      unchanged: {
        type: 'boolean',
        description:
          'No rule in the kernel may be lost, new or moved; those of single Kubernetes services come and go',
        default: true,
      },
      containers: {
        type: 'string',
        enum: ['unchanged', 'any'],
        description: 'No container may have stopped or started again; new ones may have come',
        default: 'any',
      },
      expect: {
        type: 'strings',
        description:
          'Chains that must be there and be reached before a REJECT or DROP: names, or `docker`, `openshift`, `kubernetes`; `auto`: those of the three that were there before the run',
      },
      except: {
        type: 'strings',
        description:
          'Chains that `expect` leaves out, such as KUBE-HOSTPORTS on a node whose pods were moved elsewhere: it only comes back with a pod',
      },
      policies: {
        type: 'string',
        enum: ['kept', 'any'],
        description:
          'Whether each built-in chain that refused what no rule lets in must still do so; `unchanged` asks for more',
        default: 'any',
      },
      converge: {
        type: 'duration',
        description:
          'How long lost rules may take to come back: OpenShift and kube-proxy need 30s, the kubelet 60s. It also makes sure that two looks are the same',
        minimum: 1000,
      },
    },
    required: [],
    additionalProperties: false,
  },
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
