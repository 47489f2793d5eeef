import { NAMEABLE, type Owner } from '../../../firewall/owners/owner.ts';
import type { OwnersOptions } from '../../../firewall/owners/owners.ts';
import type { IptablesFileParams } from './params.ts';

/** What the task says of owners, or in one sentence what is wrong with it. */
export function ownersOptions({
  owners = {},
  cluster_networks,
}: Pick<IptablesFileParams, 'owners' | 'cluster_networks'>): OwnersOptions | string {
  const chains = new Map<string, Owner>();
  for (const [chain, written] of Object.entries(owners)) {
    const owner = NAMEABLE.find((each) => each === written);
    if (owner === undefined)
      return `\`owners\` gives the chain ${chain} to ${JSON.stringify(written)}, and nobody is called that`;
    chains.set(chain, owner);
  }
  return { chains, ...(cluster_networks === undefined ? {} : { clusterNetworks: cluster_networks }) };
}
