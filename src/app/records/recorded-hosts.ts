import type { Address, SshAddress, Target } from '../../model/playbook/address.ts';
import { identityOf, inOrder, type Plan, type PlannedHost } from '../../model/playbook/plan.ts';
import { isJsonList, type JsonObject } from '../../model/values/json.ts';

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

export function recordedHosts({ plays }: Plan): RecordedHosts {
  const targets = new Map<string, PlannedHost>();
  const users = new Map<string, Set<string | null>>();
  for (const play of plays) {
    const tasks = inOrder(play);
    for (const host of play.batches.flat()) {
      const { name } = host.target;
      targets.set(name, host);
      const those = users.get(name) ?? new Set();
      users.set(name, those);
      for (const task of tasks) those.add(identityOf(task, host).become ?? null);
    }
  }
  return {
    formatVersion: 1,
    targets: [...targets.values()].map(({ target: { name, address }, magic }) => ({
      name,
      address: withoutSecrets(address),
      groups: groupsIn(magic),
      users: [...(users.get(name) ?? [])],
    })),
  };
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

/** How the run reached a host, with the passwords that were typed in for this command. */
export function targetOf(
  { name, address }: Pick<RecordedHost, 'name' | 'address'>,
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
