import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromAnywhere } from '../../app/project/from-anywhere.ts';
import { picked } from '../../app/project/options.ts';
import { isShipped } from '../../app/project/shipped.ts';
import { sourceOf } from '../../app/vault/sources.ts';
import { RulerunError } from '../../model/error.ts';
import type { Job } from '../../service/schedule/schedule.ts';
import type { Cli } from '../cli.ts';
import type { JobOptions } from './options.ts';

/**
 * What a schedule keeps of a command line. A timer starts in another folder and environment.
 * @throws {RulerunError} `NOBODY_THERE` for an option that asks somebody
 */
export function jobOf(
  playbooks: readonly string[],
  options: JobOptions,
  { environment }: Pick<Cli, 'environment'>,
): Job {
  const kept = fromAnywhere(options, environment);
  refuseQuestions({ ...options, ...kept });
  return {
    ...kept,
    ...picked(options, ['forks', 'diff', 'verbose']),
    playbooks: playbooks.map((path) => (isShipped(path) ? path : resolve(path))),
    report: options.report.map((path) => resolve(path)),
  };
}

/** The words that run a schedule's job, from the program on: this Node and this rulerun. */
export function runCommand(name: string, stateDir: string): readonly string[] {
  const bin = fileURLToPath(new URL('../../bin.js', import.meta.url));
  return [process.execPath, bin, 'schedule', 'run', name, '--state-dir', resolve(stateDir)];
}

function refuseQuestions({
  askPass,
  askBecomePass,
  askVaultPass,
  vaultId = [],
  ansibleCfg,
}: JobOptions): void {
  const refuse = (option: string, hint: string): never => {
    const by = ansibleCfg === undefined ? '' : `, nor by ${ansibleCfg}`;
    const message = `a schedule cannot be given ${option}${by}: nobody is there to type`;
    throw new RulerunError('NOBODY_THERE', message, { hint });
  };
  if (askBecomePass) refuse('-K (--ask-become-pass)', WITHOUT_BECOME);
  if (askPass) refuse('-k (--ask-pass)', WITHOUT_LOGIN);
  if (askVaultPass) refuse('-J (--ask-vault-pass)', WITHOUT_VAULT);
  const prompted = vaultId.find((id) => sourceOf(id).from.kind === 'prompt');
  if (prompted !== undefined) refuse(`--vault-id ${prompted}`, WITHOUT_VAULT);
}

const WITHOUT_BECOME =
  'let the login user use sudo without a password, or log in as root with a key of its own';
const WITHOUT_LOGIN =
  'log in with a key that has no passphrase and is allowed on these hosts alone: --private-key FILE';
const WITHOUT_VAULT =
  'keep the password in a file that only the user of the job may read: --vault-password-file FILE';
