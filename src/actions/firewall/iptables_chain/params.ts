import type { Family } from '../../../firewall/kernel/canonical.ts';

export interface IptablesChainParams {
  readonly chain: string;
  readonly table?: string;
  readonly family?: Family;
  readonly rules: readonly string[];
  readonly state?: 'present' | 'exact';
  readonly create?: boolean;
}
