import type { Address } from '../model/address.ts';
import type { Plan } from '../model/plan.ts';

/** The passwords of a plan. Nothing that leaves this process may contain one. */
export function secretsIn({ plays }: Plan): readonly string[] {
  const secrets = new Set<string>();
  for (const { target } of plays.flatMap(({ batches }) => batches.flat())) {
    if (target.becomePassword !== undefined) secrets.add(target.becomePassword.reveal());
    for (const password of passwordsIn(target.address)) secrets.add(password);
  }
  return [...secrets];
}

function passwordsIn(address: Address): readonly string[] {
  if (address.kind !== 'ssh') return [];
  const own = address.password === undefined ? [] : [address.password.reveal()];
  return [...own, ...address.jumps.flatMap(passwordsIn)];
}
