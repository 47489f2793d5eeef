import type { ParamsOf } from '../../../model/params/params-schema.ts';

export const probeProperties = {
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
} as const;

export type FirewallProbeParams = ParamsOf<typeof probeProperties>;
