import type { Address, SshAddress, Target } from '../model/address.ts';
import { isJsonList, type JsonObject } from '../model/json.ts';
import type { Plan } from '../model/plan.ts';

/** The hosts of a run as they are kept with it, so that going back needs no inventory. No secret is among it. */
export interface FrozenTargets {
  readonly formatVersion: 1;
  readonly targets: readonly FrozenTarget[];
}

export interface FrozenTarget {
  readonly name: string;
  readonly address: Address;
  /** The groups of the inventory that it was in, `all` left out. */
  readonly groups?: readonly string[];
}

export function frozenTargets({ plays }: Plan): FrozenTargets {
  const targets = new Map<string, FrozenTarget>();
  for (const { target, magic } of plays.flatMap(({ batches }) => batches.flat())) {
    const address = withoutSecrets(target.address);
    targets.set(target.name, { name: target.name, address, groups: groupsIn(magic) });
  }
  return { formatVersion: 1, targets: [...targets.values()] };
}

function groupsIn(magic: JsonObject): readonly string[] {
  const names = magic['group_names'];
  return isJsonList(names) ? names.filter((name) => typeof name === 'string') : [];
}

function withoutSecrets(address: Address): Address {
  return address.kind === 'ssh' ? sshWithoutSecrets(address) : address;
}

function sshWithoutSecrets(address: SshAddress): SshAddress {
  return { ...address, password: undefined, jumps: address.jumps.map(sshWithoutSecrets) };
}

/** A target as it was frozen, with the passwords that were typed in for this command. */
export function thawed(
  { name, address }: FrozenTarget,
  {
    password,
    becomePassword,
  }: { readonly password: SshAddress['password']; readonly becomePassword: Target['becomePassword'] },
): Target {
  return {
    name,
    address: address.kind === 'ssh' ? { ...address, password } : address,
    becomePassword,
  };
}
