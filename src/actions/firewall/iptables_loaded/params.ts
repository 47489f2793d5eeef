import type { ParamsOf } from '../../../model/params/params-schema.ts';

export const loadedProperties = {
  path: {
    type: 'path',
    required: true,
    description:
      'The file that is loaded at boot, of at most 16 MiB; without one there is nothing to compare with',
  },
  family: {
    type: 'string',
    description: 'Whether `iptables` or `ip6tables` is meant',
    enum: ['ipv4', 'ipv6'],
    default: 'ipv4',
  },
} as const;

export type IptablesLoadedParams = ParamsOf<typeof loadedProperties>;
