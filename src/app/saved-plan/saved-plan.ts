import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { RulerunError } from '../../model/error.ts';
import type { Plan } from '../../model/playbook/plan.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import type { ForeseenTask } from '../../report/foreseen.ts';
import type { Controller } from '../controller.ts';
import { fromAnywhere } from '../project/from-anywhere.ts';
import { type LoadOptions, type PasswordOptions, picked } from '../project/options.ts';
import { isShipped } from '../project/shipped.ts';
import { readPlanFile, unwritablePlan } from '../stored-plan/plan-file.ts';
import { planDigest } from './digest.ts';

const FORMAT_VERSION = 3;

/** The options that decide what a plan does and how hosts are reached; none of them is a secret. */
const KEPT: readonly Kept[] = [
  'inventory',
  'limit',
  'tags',
  'skipTags',
  'startAtTask',
  'seed',
  'rolesPath',
  'collectionsPath',
  'playWords',
  'user',
  'become',
  'becomeUser',
  'askBecomePass',
  'askPass',
  'vaultId',
  'vaultPasswordFile',
  'askVaultPass',
  'privateKey',
  'knownHosts',
];

type PlanOptions = LoadOptions & PasswordOptions;

type Kept = Exclude<keyof PlanOptions, 'extraVars' | 'timeout'>;

/** A preview that was kept, to be applied as it was shown. The file holds no password and no value of a variable. */
export interface SavedPlan {
  readonly rulerun: 'plan';
  readonly formatVersion: typeof FORMAT_VERSION;
  /** When it was made, ISO 8601 in UTC. */
  readonly at: string;
  /** Absolute paths. */
  readonly playbooks: readonly string[];
  readonly options: Pick<PlanOptions, Kept>;
  /** How many -e there were; what they say is not kept, since it may be a secret. */
  readonly extraVars: number;
  readonly salt: string;
  /** `planDigest` of the plan. */
  readonly plan: string;
  readonly hosts: Readonly<Record<string, readonly ForeseenTask[]>>;
}

export function newSavedPlan(
  playbooks: readonly string[],
  options: PlanOptions,
  plan: Plan,
  hosts: ReadonlyMap<string, readonly ForeseenTask[]>,
  { at, environment }: { readonly at: string } & Pick<Controller, 'environment'>,
): SavedPlan {
  const salt = randomBytes(16).toString('hex');
  return {
    rulerun: 'plan',
    formatVersion: FORMAT_VERSION,
    at,
    playbooks: playbooks.map((path) => (isShipped(path) ? path : resolve(path))),
    options: picked(
      { ...options, ...fromAnywhere(options, environment), ...(plan.seed && { seed: plan.seed }) },
      KEPT,
    ),
    extraVars: options.extraVars.length,
    salt,
    plan: planDigest(plan, salt),
    hosts: Object.fromEntries(hosts),
  };
}

/** Found before any host is contacted, not after. @throws {RulerunError} `PLAN_UNWRITABLE` */
export async function refuseUnwritablePlan(path: string): Promise<void> {
  try {
    const there = await stat(path).catch(() => undefined);
    if (there?.isDirectory()) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' });
    await access(there === undefined || there.isFile() ? dirname(path) : path, constants.W_OK);
  } catch (cause) {
    throw unwritablePlan(path, cause);
  }
}

/**
 * The plan in a file; undefined when the file is not there or is something else, such as a playbook.
 * @throws {RulerunError} `PLAN_DAMAGED`, `PLAN_VERSION`
 */
export async function readSavedPlan(
  path: string,
  controller: Pick<Controller, 'environment'>,
): Promise<SavedPlan | undefined> {
  const plan = await readPlanFile<SavedPlan>(path, 'plan', controller);
  if (plan === undefined) return undefined;
  if (plan.formatVersion === FORMAT_VERSION) return plan;
  throw new RulerunError('PLAN_VERSION', `${path} was made by a rulerun that writes plans in another way`, {
    exitCode: ExitCode.invalid,
    hint: 'make it again with rulerun plan --out',
  });
}
