import type { Address, Target } from '../model/playbook/address.ts';
import type { Plan } from '../model/playbook/plan.ts';

/** The passwords of a plan, and what a person typed in unseen. Nothing that leaves this process may contain one. */
export function secretsIn({ plays, elsewhere }: Pick<Plan, 'plays' | 'elsewhere'>): readonly string[] {
  const typed = plays.flatMap(({ prompted }) => prompted.secrets);
  const hosts = [...plays.flatMap(({ batches }) => batches.flat()), ...elsewhere.values()];
  const targets = hosts.map(({ target }) => target);
  return [...new Set([...typed, ...secretsOf(targets)])];
}

/** The passwords that these hosts, and those on the way to them, are reached with. */
export function secretsOf(targets: readonly Target[]): readonly string[] {
  const found = targets.flatMap(({ address, becomePassword }) => [
    ...(becomePassword === undefined ? [] : [becomePassword.reveal()]),
    ...passwordsIn(address),
  ]);
  return [...new Set(found)];
}

function passwordsIn(address: Address): readonly string[] {
  if (address.kind !== 'ssh') return [];
  const own = address.password === undefined ? [] : [address.password.reveal()];
  return [...own, ...address.jumps.flatMap(passwordsIn)];
}
