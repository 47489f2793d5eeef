import type { StoredPlan } from '../app/stored-plan/format.ts';
import { readPlanFile, writePlanFile } from '../app/stored-plan/plan-file.ts';
import { RulerunError } from '../model/error.ts';
import type { Settings } from './settings.ts';

/** Keeps a plan in a file, whole or not at all, for its owner alone. @throws {RulerunError} `PLAN_UNWRITABLE` */
export function savePlan(path: string, plan: StoredPlan): Promise<void> {
  return writePlanFile(path, plan);
}

/**
 * The plan that `savePlan` kept. A file of `rulerun plan --out` is another thing, which `rulerun apply FILE` takes.
 * @throws {RulerunError} `NO_SUCH_PLAN`, `PLAN_DAMAGED`, `UNTRUSTED_FILE`
 */
export async function readPlan(
  path: string,
  { environment = process.env }: Pick<Settings, 'environment'> = {},
): Promise<StoredPlan> {
  const plan = await readPlanFile<StoredPlan>(path, 'whole plan', { environment });
  if (plan !== undefined) return plan;
  throw new RulerunError('NO_SUCH_PLAN', `there is no plan of a program in ${path}`, {
    hint: 'name a file that `savePlan` has written; one of `rulerun plan --out` is for `rulerun apply`',
  });
}
