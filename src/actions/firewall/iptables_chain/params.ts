import type { ParamsOf } from '../../../model/params/params-schema.ts';

export const chainProperties = {
  chain: {
    type: 'string',
    required: true,
    description:
      "A chain whose content is the administrator's: OPENSHIFT-ADMIN-OUTPUT-RULES, DOCKER-USER, CNI-ADMIN, or one of the administrator's own",
    pattern: '^[^\\s!"\\\\-][^\\s"\\\\]{0,27}$',
  },
  table: {
    type: 'string',
    description: 'The table the chain is in',
    enum: ['filter', 'nat', 'mangle', 'raw', 'security'],
    default: 'filter',
  },
  family: {
    type: 'string',
    description: 'Whether `iptables` or `ip6tables` is meant',
    enum: ['ipv4', 'ipv6'],
    default: 'ipv4',
  },
  rules: {
    type: 'strings',
    required: true,
    description:
      'The rules in their order, as behind `iptables -A CHAIN`. They are compared by what they do, not by how they are written',
  },
  state: {
    type: 'string',
    description:
      '`exact`: these rules and no others, in this order; `present`: these are there, in this order, among others',
    enum: ['exact', 'present'],
    default: 'exact',
  },
  create: {
    type: 'boolean',
    description:
      "Make the chain when it is missing. A chain of Docker's or OpenShift's is only ever made by them",
    default: false,
  },
} as const;

export type IptablesChainParams = ParamsOf<typeof chainProperties>;
