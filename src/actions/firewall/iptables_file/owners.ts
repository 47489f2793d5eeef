import { NAMEABLE, type Owner } from '../../../firewall/owners/owner.ts';
import type { OwnersOptions } from '../../../firewall/owners/owners.ts';
import type { Refusal } from '../../../model/action.ts';
import { refused } from '../../decision.ts';
import type { IptablesFileParams } from './params.ts';

/** What the task says of owners, or what is wrong with it. */
export function ownersOptions({
  owners = {},
  cluster_networks,
}: Pick<IptablesFileParams, 'owners' | 'cluster_networks'>): OwnersOptions | Refusal {
  const chains = new Map<string, Owner>();
  for (const [chain, written] of Object.entries(owners)) {
    const owner = NAMEABLE.find((each) => each === written);
    if (owner === undefined)
      return refused(
        `\`owners\` gives the chain ${chain} to ${JSON.stringify(written)}, and nobody is called that`,
        `an owner is one of ${NAMEABLE.join(', ')}`,
      );
    chains.set(chain, owner);
  }
  return { chains, ...(cluster_networks === undefined ? {} : { clusterNetworks: cluster_networks }) };
}
