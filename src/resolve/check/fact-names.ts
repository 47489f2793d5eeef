import type { Mention } from '../../model/playbook/mention.ts';
import { bareName, FACT_NAMES, isFact } from '../../probes/facts/names.ts';
import { nearest } from '../../text/edit-distance.ts';

/** Facts that other programs tell Ansible, network devices, or systems that are no Linux. */
const FOREIGN = /^(?:(?:ansible_)?(?:facter|ohai)_|ansible_net_|ansible_swap_(?:allocated|reserved)_mb$)/;

/** True for a fact of Ansible's that no host has here. */
export function isForeignFact(name: string): boolean {
  return FOREIGN.test(name);
}

/**
 * The fact that a name was meant to be, where it is a slip of the fingers away from one, and not in the first letter;
 * undefined for any other name. What is shorter may be something else: `ansible_user` is no `ansible_user_id`.
 */
export function factMeantBy(name: string): string | undefined {
  const bare = bareName(name);
  if (!name.startsWith('ansible_') || bare.length < 6 || isFact(name)) return undefined;
  const near = nearest(
    bare,
    [...FACT_NAMES].filter((fact) => fact[0] === bare[0] && Math.abs(fact.length - bare.length) < 2),
  );
  return near === undefined ? undefined : `ansible_${near}`;
}

/** The facts that plays name, of their own hosts or of others. */
export function factsNamed(mentions: ReadonlyMap<number, readonly Mention[]>): readonly string[] {
  const named = [...mentions.values()].flat().flatMap(({ name, path }) => [name, ...path]);
  return [...new Set(named)].filter((name) => name !== undefined).filter(isFact);
}
