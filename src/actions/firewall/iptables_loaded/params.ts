import type { ParamsOf } from '../../../model/params/params-schema.ts';
import { FAMILY } from '../kernel-rules/family.ts';

export const loadedProperties = {
  path: {
    type: 'path',
    required: true,
    description:
      'The file that is loaded at boot, of at most 16 MiB; without one there is nothing to compare with',
  },
  family: FAMILY,
} as const;

export type IptablesLoadedParams = ParamsOf<typeof loadedProperties>;
