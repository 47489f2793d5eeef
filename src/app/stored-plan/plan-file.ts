import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { causeInWords, isDiskTrouble } from '../../disk/cause.ts';
import { replaceFile } from '../../disk/text-file.ts';
import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import type { Controller } from '../controller.ts';
import { refuseStrangers } from '../system/project-files.ts';

/** What can be kept in a file of its own: `rulerun` comes first and tells what it is. */
export interface PlanDocument {
  readonly rulerun: string;
}

/** Writes a plan whole or not at all, for its owner alone, signed. @throws {RulerunError} `PLAN_UNWRITABLE` */
export async function writePlanFile<Kind extends PlanDocument>(path: string, plan: Kind): Promise<void> {
  const text = JSON.stringify(plan, undefined, 1);
  const signed = `${text.slice(0, -2)},\n "digest": "${digestOf(text)}"\n}\n`;
  await replaceFile(path, signed, 0o600).catch((cause: unknown) => {
    throw unwritablePlan(path, cause);
  });
}

export function unwritablePlan(path: string, cause: unknown): RulerunError {
  return new RulerunError('PLAN_UNWRITABLE', `cannot write the plan ${path}: ${causeInWords(cause)}`, {
    exitCode: isDiskTrouble(cause) ? ExitCode.unwritten : ExitCode.usage,
    hint: 'name a file in a folder that is there and that you may write to',
    cause,
  });
}

/**
 * The plan of this kind in a file; undefined when the file is not there or is something else, such as a playbook.
 * @throws {RulerunError} `PLAN_DAMAGED`, `UNTRUSTED_FILE`
 */
export async function readPlanFile<Kind extends PlanDocument>(
  path: string,
  kind: Kind['rulerun'],
  { environment }: Pick<Controller, 'environment'>,
): Promise<Kind | undefined> {
  await refuseStrangers(path, environment);
  const text = await readFile(path, 'utf8').catch(() => '');
  if (!text.startsWith(`{\n "rulerun": "${kind}"`)) return undefined;
  const found = /^([\s\S]*),\n "digest": "([0-9a-f]{64})"\n\}\n$/.exec(text);
  if (found !== null && digestOf(`${found[1]}\n}`) === found[2]) return JSON.parse(text) as Kind;
  throw new RulerunError('PLAN_DAMAGED', `the plan ${path} is not as it was written`, {
    exitCode: ExitCode.invalid,
    hint: `it was cut off or edited; make it again with ${kind === 'plan' ? 'rulerun plan --out' : '`savePlan`'}`,
  });
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
