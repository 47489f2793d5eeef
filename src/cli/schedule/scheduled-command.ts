import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { picked } from '../../app/project/options.ts';
import { isShipped } from '../../app/project/shipped.ts';
import { absolutePath, absoluteSource, sourceOf } from '../../app/vault/sources.ts';
import { RulerunError } from '../../model/error.ts';
import { filesInLimit } from '../../resolve/pattern/host-pattern.ts';
import type { Job } from '../../service/schedule/schedule.ts';
import type { JobOptions } from './options.ts';

/** What is kept as it was given. */
const KEPT = [
  'tags',
  'skipTags',
  'startAtTask',
  'forks',
  'user',
  'become',
  'becomeUser',
  'timeout',
  'diff',
  'verbose',
] as const;

/**
 * What a schedule keeps of a command line: every path absolute, because a timer starts in another folder.
 * @throws {RulerunError} `NOBODY_THERE` for an option that asks somebody
 */
export function jobOf(playbooks: readonly string[], options: JobOptions): Job {
  refuseQuestions(options);
  const { inventory, extraVars, report, limit, privateKey, knownHosts, vaultId, vaultPasswordFile } = options;
  return {
    ...picked(options, KEPT),
    playbooks: playbooks.map((path) => (isShipped(path) ? path : resolve(path))),
    inventory: inventory.map((source) => (source.includes(',') ? source : resolve(source))),
    extraVars: extraVars.map((text) => (text.startsWith('@') ? `@${resolve(text.slice(1))}` : text)),
    report: report.map((path) => resolve(path)),
    ...(vaultId && { vaultId: vaultId.map(absoluteSource) }),
    ...(vaultPasswordFile && { vaultPasswordFile: vaultPasswordFile.map(absolutePath) }),
    ...(limit === undefined ? {} : { limit: absoluteLimit(limit) }),
    ...(privateKey === undefined ? {} : { privateKey: absoluteKey(privateKey) }),
    ...(knownHosts === undefined ? {} : { knownHosts: absoluteKey(knownHosts) }),
  };
}

/** The words that run a schedule's job, from the program on: this Node and this rulerun. */
export function runCommand(name: string, stateDir: string): readonly string[] {
  const bin = fileURLToPath(new URL('../../bin.js', import.meta.url));
  return [process.execPath, bin, 'schedule', 'run', name, '--state-dir', resolve(stateDir)];
}

function refuseQuestions({ askPass, askBecomePass, askVaultPass, vaultId = [] }: JobOptions): void {
  const refuse = (option: string, hint: string): never => {
    const message = `a schedule cannot be given ${option}: nobody is there to type`;
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

function absoluteLimit(limit: string): string {
  return filesInLimit(limit).reduce(
    (text, name) => text.replaceAll(`@${name}`, () => `@${resolve(name)}`),
    limit,
  );
}

/** `~` is the home of whoever runs the job; it is found then. */
function absoluteKey(path: string): string {
  return path.startsWith('~') ? path : resolve(path);
}
