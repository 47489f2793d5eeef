import { NAMEABLE, type Owner } from '../../../firewall/owners/owner.ts';
import type { OwnersOptions } from '../../../firewall/owners/owners.ts';
import type { Refusal } from '../../../model/action.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import { refused } from '../../decision.ts';

/** The parameters by which a task says whose chains are. */
export const ownersProperties = {
  owners: {
    type: 'map',
    description:
      'Owners of chains that rulerun does not recognize by itself: a name and `admin`, `docker`, `openshift` and so on',
  },
  cluster_networks: {
    type: 'strings',
    description: 'The networks of the pods, such as 10.128.0.0/14, where the file leaves that open',
  },
} as const;

/** What the task says of owners, or what is wrong with it. */
export function ownersOptions({
  owners = {},
  cluster_networks,
}: ParamsOf<typeof ownersProperties>): OwnersOptions | Refusal {
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
