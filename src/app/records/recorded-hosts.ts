import type { Address, SshAddress, Target } from '../../model/playbook/address.ts';
import { identityOf, type Plan, withGathering } from '../../model/playbook/plan.ts';
import { groupNames } from '../../resolve/magic.ts';
import type { Passwords } from '../project/options.ts';

/** The hosts of a run as they are kept with it, so that going back needs no inventory. It holds no secret. */
export interface RecordedHosts {
  readonly formatVersion: 1;
  readonly targets: readonly RecordedHost[];
}

export interface RecordedHost {
  readonly name: string;
  readonly address: Address;
  /** The groups of the inventory that it was in, `all` left out. */
  readonly groups?: readonly string[];
  /** Everybody with whose rights a task of the plan may work there; null: the login user. */
  readonly users?: readonly (string | null)[];
}

export function recordedHosts({ plays, hosts, elsewhere }: Plan): RecordedHosts {
  const targets = new Map<string, Target>();
  const users = new Map<string, Set<string | null>>();
  for (const play of plays) {
    const tasks = withGathering(play);
    for (const host of [...play.batches.flat(), ...elsewhere.values()]) {
      const { name } = host.target;
      targets.set(name, host.target);
      const those = users.get(name) ?? new Set();
      users.set(name, those);
      for (const task of tasks) those.add(identityOf(task, host).become ?? null);
    }
  }
  return {
    formatVersion: 1,
    targets: [...targets.values()].map(({ name, address }) => ({
      name,
      address: withoutSecrets(address),
      groups: groupNames(hosts.get(name)?.groups ?? []),
      users: [...(users.get(name) ?? [])],
    })),
  };
}

function withoutSecrets(address: Address): Address {
  return address.kind === 'ssh' ? sshWithoutSecrets(address) : address;
}

function sshWithoutSecrets(address: SshAddress): SshAddress {
  return { ...address, password: undefined, jumps: address.jumps.map(sshWithoutSecrets) };
}

/** How the run reached a host, with the passwords that were typed in for this command. */
export function targetOf(
  { name, address }: Pick<RecordedHost, 'name' | 'address'>,
  { password, becomePassword }: Passwords,
): Target {
  return { name, address: address.kind === 'ssh' ? { ...address, password } : address, becomePassword };
}
