import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isShipped } from '../../app/project/shipped.ts';
import { RulerunError } from '../../model/error.ts';
import { filesInLimit } from '../../resolve/pattern/host-pattern.ts';
import type { Job } from '../../service/schedule/schedule.ts';
import type { JobOptions } from './options.ts';

/**
 * What a schedule keeps of a command line: every path absolute, because a timer starts in another folder.
 * @throws {RulerunError} `NOBODY_THERE` for an option that asks somebody
 */
export function jobOf(playbooks: readonly string[], options: JobOptions): Job {
  refuseQuestions(options);
  return {
    playbooks: playbooks.map((path) => (isShipped(path) ? path : resolve(path))),
    inventory: options.inventory.map((source) => (source.includes(',') ? source : resolve(source))),
    extraVars: options.extraVars.map((text) => (text.startsWith('@') ? `@${resolve(text.slice(1))}` : text)),
    tags: options.tags,
    skipTags: options.skipTags,
    forks: options.forks,
    verbose: options.verbose,
    report: (options.report ?? []).map((path) => resolve(path)),
    ...given('limit', options.limit, absoluteLimit),
    ...given('startAtTask', options.startAtTask),
    ...given('user', options.user),
    ...given('become', options.become),
    ...given('becomeUser', options.becomeUser),
    ...given('privateKey', options.privateKey, absoluteKey),
    ...given('knownHosts', options.knownHosts, absoluteKey),
    ...given('timeout', options.timeout),
    ...given('diff', options.diff),
  };
}

/** The words that run a schedule's job, from the program on: this Node and this rulerun. */
export function runCommand(name: string, stateDir: string): readonly string[] {
  const bin = fileURLToPath(new URL('../../bin.js', import.meta.url));
  return [process.execPath, bin, 'schedule', 'run', name, '--state-dir', resolve(stateDir)];
}

function refuseQuestions({ askPass, askBecomePass }: JobOptions): void {
  const option = askBecomePass ? '-K (--ask-become-pass)' : askPass ? '-k (--ask-pass)' : undefined;
  if (option === undefined) return;
  throw new RulerunError('NOBODY_THERE', `a schedule cannot be given ${option}: nobody is there to type`, {
    hint: askBecomePass
      ? 'let the login user use sudo without a password, or log in as root with a key of its own'
      : 'log in with a key that has no passphrase and is allowed on these hosts alone: --private-key FILE',
  });
}

function given<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
  convert: (value: Value) => Value = (same) => same,
): { readonly [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: convert(value) } as { readonly [K in Key]: Value });
}

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
