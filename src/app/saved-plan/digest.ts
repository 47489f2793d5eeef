import { createHash } from 'node:crypto';
import type { Plan, PlannedHost } from '../../model/playbook/plan.ts';
import { pythonNumber } from '../../model/values/float-text.ts';
import { WholeFloat } from '../../model/values/json.ts';

/**
 * One word for everything that decides what a plan does, and for nothing else: the plays and the tasks that are left of
 * them, the hosts, their variables. Two plans with the same word are the same plan. Salted: nobody can look up what went
 * into it. Passwords are not in it.
 */
export function planDigest(plan: Plan, salt: string): string {
  const hash = createHash('sha256')
    .update(salt)
    .update(JSON.stringify([plan.extraVariables], written))
    .update(JSON.stringify([...plan.roles.values(), ...plan.included.values()], written));
  for (const { batches, folder: _, ...play } of plan.plays) {
    hash.update(JSON.stringify(play, written));
    for (const [index, batch] of batches.entries()) {
      for (const host of batch) hash.update(JSON.stringify([index, ...hostIn(host, plan)], written));
    }
  }
  for (const host of plan.elsewhere.values()) hash.update(JSON.stringify(hostIn(host, plan), written));
  return hash.digest('hex');
}

function hostIn({ target: { name, address }, become }: PlannedHost, { hosts }: Plan): readonly unknown[] {
  const { variables, groups } = hosts.get(name) ?? {};
  return [name, exact(address), become, variables, exact(groups)];
}

/** Leaves out where something was written: only what was written matters. */
function written(this: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  if (key === 'at' || key === 'keyAt') return undefined;
  if (value instanceof Map)
    return [...value].map(([name, held]) => [name, 'value' in held ? exact(held.value) : held]);
  return apart.call(this, key, value);
}

/** The text of a value that a user gave: in it every key counts. */
function exact(value: unknown): string {
  return JSON.stringify(value, apart);
}

/** Tells 3.0 apart from 3. */
function apart(this: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  const held = this[key];
  return held instanceof WholeFloat ? [pythonNumber(held)] : value;
}
