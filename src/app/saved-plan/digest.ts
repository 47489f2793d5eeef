import { createHash } from 'node:crypto';
import { pythonNumber } from '../../model/float-text.ts';
import { WholeFloat } from '../../model/json.ts';
import type { Plan } from '../../model/plan.ts';

/**
 * One word for everything that decides what a plan does: the plays and tasks, the hosts, their variables. Two plans with the
 * same word are the same plan. Salted: nobody can look up what went into it. Passwords are not in it.
 */
export function planDigest(plan: Plan, salt: string): string {
  const hash = createHash('sha256').update(salt);
  for (const { batches, ...play } of plan.plays) {
    hash.update(JSON.stringify(play, plain));
    for (const [index, batch] of batches.entries()) {
      for (const { target, variables, extraVariables, magic } of batch) {
        const { group_names: groups = [] } = magic;
        hash.update(
          JSON.stringify([index, target.name, target.address, variables, extraVariables, groups], plain),
        );
      }
    }
  }
  return hash.digest('hex');
}

/** Maps as lists, and 3.0 apart from 3; where something was written does not matter, only what. */
function plain(this: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  const held = this[key];
  if (held instanceof WholeFloat) return [pythonNumber(held)];
  if (value instanceof Map) return [...value];
  return isPosition(value) ? undefined : value;
}

function isPosition(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && 'file' in value && 'line' in value && 'column' in value
  );
}
