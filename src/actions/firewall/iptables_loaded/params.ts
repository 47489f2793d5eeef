import type { Family } from '../../../firewall/kernel/canonical.ts';

export interface IptablesLoadedParams {
  readonly path: string;
  readonly family?: Family;
}
