import { RulerunError } from '../../model/error.ts';
import type { Plan } from '../../model/playbook/plan.ts';
import type { Approval } from '../../model/ports.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { type ForeseenTask, movedSince } from '../../report/foreseen.ts';
import { planDigest } from './digest.ts';
import type { SavedPlan } from './saved-plan.ts';

/** @throws {RulerunError} `PLAN_OUTDATED` when what was loaded now is not what the plan in this file was made of */
export function refuseOutdated(path: string, { plan: kept, salt, at }: SavedPlan, plan: Plan): void {
  if (planDigest(plan, salt) === kept) return;
  throw new RulerunError('PLAN_OUTDATED', `the playbook, the inventory or -e are not those of ${path}`, {
    exitCode: ExitCode.invalid,
    hint: `they have changed since ${at}: look at it again with rulerun plan --out`,
  });
}

/** Grants what a saved plan shows. Hosts that have moved since are left out, or keep all from being changed. */
export function approvalOf(
  { hosts, at }: SavedPlan,
  now: ReadonlyMap<string, readonly ForeseenTask[]>,
  ofMoved: 'skip' | 'refuse',
): Approval {
  const moved = new Map<string, string>();
  for (const [host, foreseen] of now) {
    const why = movedSince(hosts[host] ?? [], foreseen);
    if (why !== undefined) moved.set(host, `it has moved since the plan was made (${at}): ${why}`);
  }
  if (moved.size > 0 && ofMoved === 'refuse') return { kind: 'refused', because: moved };
  return { kind: 'granted', except: moved };
}
