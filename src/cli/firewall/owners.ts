import { NAMEABLE, type Owner } from '../../firewall/owners/owner.ts';
import type { OwnersOptions } from '../../firewall/owners/owners.ts';
import { RulerunError } from '../../model/error.ts';
import type { FirewallOptions } from './options.ts';

/** What the person knows and the text does not say: `--owner CHAIN=OWNER`, `--cluster-network`. @throws {RulerunError} `OWNER` */
export function knownOwners({ owner, clusterNetwork }: FirewallOptions): OwnersOptions {
  return {
    chains: new Map(owner.map(ownerIn)),
    ...(clusterNetwork.length === 0 ? {} : { clusterNetworks: clusterNetwork }),
  };
}

function ownerIn(text: string): readonly [chain: string, owner: Owner] {
  const at = text.lastIndexOf('=');
  const chain = text.slice(0, at);
  const owner = NAMEABLE.find((each) => each === text.slice(at + 1));
  if (at > 0 && owner !== undefined) return [chain, owner];
  throw new RulerunError('OWNER', `--owner ${text} does not name a chain and its owner`, {
    hint: `say CHAIN=OWNER, the owner one of ${NAMEABLE.join(', ')}`,
  });
}
