import { createHash, randomBytes } from 'node:crypto';
import type { Actions } from '../../model/action.ts';
import { RulerunError, type TroubleCode } from '../../model/error.ts';
import type { Host, Variables } from '../../model/playbook/inventory.ts';
import { type Plan, withGathering } from '../../model/playbook/plan.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { namesPassword } from '../../model/values/secret.ts';
import { planGrows } from '../../resolve/pattern/coming.ts';
import { VaultFault } from '../../vault/fault.ts';
import type { OpenVault } from '../../vault/open-vault.ts';
import type { Loaded } from '../loaded.ts';
import type { Passwords } from '../project/options.ts';
import type { SourceTexts } from '../project/playbooks.ts';
import { targetOf } from '../records/recorded-hosts.ts';
import { secretsIn } from '../secrets.ts';
import { FORMAT_VERSION, type StoredPlan } from './format.ts';
import { fromPlain, toPlain } from './plain.ts';

/** What a stored plan needs beside itself. */
export interface GivenAnew {
  readonly actions: Actions;
  readonly extraVariables: Variables;
  readonly passwords: Passwords;
  /** With the passwords for what is encrypted; absent: there are none. */
  readonly vault?: OpenVault | undefined;
}

export function storePlan(playbooks: readonly string[], { plan, texts }: Loaded): StoredPlan {
  const salt = randomBytes(16).toString('hex');
  const hosts = new Map([...plan.hosts].map(([name, host]) => [name, withoutPasswords(host)]));
  return {
    rulerun: 'whole plan',
    formatVersion: FORMAT_VERSION,
    playbooks,
    salt,
    extraVariables: digestOf(plan.extraVariables, salt),
    plan: toPlain({ ...plan, hosts, extraVariables: undefined }),
    texts: toPlain(texts),
  };
}

function withoutPasswords({ name, groups, source, variables }: Host): Host {
  const told = [...variables].filter(([variable]) => !namesPassword(variable));
  return { name, groups, source, variables: new Map(told) };
}

function digestOf(variables: Variables, salt: string): string {
  const values = [...variables].map(([name, { value }]) => [name, toPlain(value)]);
  return createHash('sha256').update(salt).update(JSON.stringify(values.toSorted())).digest('hex');
}

/**
 * The plan that was stored, ready to be applied.
 * @throws {RulerunError} `PLAN_VERSION`, `PLAN_OUTDATED`, `PLAN_ACTION`, `PLAN_GROWS`, `VAULT_PASSWORD`
 */
export function openPlan(
  stored: StoredPlan,
  { actions, extraVariables, passwords, vault }: GivenAnew,
): Loaded {
  if (stored.rulerun !== 'whole plan' || stored.formatVersion !== FORMAT_VERSION)
    refuse(
      'PLAN_VERSION',
      'this plan was made by a rulerun that writes plans in another way',
      'make it again',
    );
  if (digestOf(extraVariables, stored.salt) !== stored.extraVariables) {
    const hint = 'a plan does not keep what they say: give those again that it was made with';
    refuse('PLAN_OUTDATED', 'the extra variables are not those of this plan', hint);
  }
  const kept = opened(stored, vault);
  refuseUnknown(kept, actions);
  const plays = kept.plays.map((play) => ({
    ...play,
    batches: play.batches.map((batch) =>
      batch.map((host) => ({ ...host, target: targetOf(host.target, passwords) })),
    ),
  }));
  const elsewhere = new Map(
    [...kept.elsewhere].map(([name, host]) => [name, { ...host, target: targetOf(host.target, passwords) }]),
  );
  const plan: Plan = { ...kept, extraVariables, plays, elsewhere };
  const texts = fromPlain(stored.texts) as SourceTexts;
  return { ok: true, plan, actions, texts, diagnostics: [], secrets: secretsIn(plan), vault };
}

function opened({ plan }: StoredPlan, vault: OpenVault | undefined): Omit<Plan, 'extraVariables'> {
  try {
    return fromPlain(plan, vault) as Omit<Plan, 'extraVariables'>;
  } catch (fault) {
    if (!(fault instanceof VaultFault)) throw fault;
    return refuse('VAULT_PASSWORD', `tasks of this plan are encrypted: ${fault.message}`, fault.hint);
  }
}

function refuseUnknown(plan: Pick<Plan, 'plays' | 'included' | 'roles'>, actions: Actions): void {
  const { plays } = plan;
  if (planGrows(plan)) {
    const hint = 'apply the playbook, or a plan that `rulerun plan --out` has kept: those are read anew';
    refuse(
      'PLAN_GROWS',
      'a task of this plan adds to the inventory, and a stored plan cannot follow it',
      hint,
    );
  }
  for (const { task } of plays.flatMap(withGathering)) {
    if (actions.has(task.action)) continue;
    const hint = 'it is an action of the program that made the plan: hand it in with `actions`';
    refuse('PLAN_ACTION', `this plan calls the action \`${task.action}\`, which is not known here`, hint);
  }
}

function refuse(code: TroubleCode, message: string, hint: string): never {
  throw new RulerunError(code, message, { exitCode: ExitCode.invalid, hint });
}
