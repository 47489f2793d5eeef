import { cleanRules } from '../../firewall/clean.ts';
import { type Cleaned, reapplyText } from '../../firewall/cleaned.ts';
import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/exit-code.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import { counted } from '../../renderers/words.ts';
import { replaceFile } from '../../service/files.ts';
import type { Cli } from '../command-line.ts';
import { replaceInPlace } from '../ports/replace-file.ts';
import type { FirewallOptions } from './options.ts';
import { knownOwners } from './owners.ts';
import { anyUnreadable, type ReadSource, tellMistakes } from './sources.ts';

/**
 * Prints a file without what programs put into it, and says on standard error what was dropped, what belongs into chains
 * that programs make, and what could not be decided. Where a person must decide first, nothing is printed or written.
 */
export async function clean(source: ReadSource, options: FirewallOptions, cli: Cli): Promise<ExitCode> {
  const { terminal } = cli;
  await tellMistakes([source], cli);
  if (source.rules === undefined || anyUnreadable([source])) return ExitCode.invalid;
  const cleaned = cleanRules(source.rules, knownOwners(options));
  for (const line of tellings(cleaned)) terminal.err(`${safeLine(line)}\n`);
  if (cleaned.text === undefined) {
    terminal.err(
      `${safeLine(source.name)} was not cleaned: a person must look at ${counted(cleaned.refused.length, 'line')}.\n`,
    );
    return ExitCode.blocked;
  }
  const { reapply } = options;
  if (reapply !== undefined) {
    await written(reapply, () => replaceFile(reapply, reapplyText(cleaned.moved), 0o600));
    terminal.err(`Wrote ${safeLine(reapply)}\n`);
  }
  const isChanged = cleaned.text !== source.text;
  if (options.format !== 'human')
    terminal.out(`${JSON.stringify({ formatVersion: 1, ...cleaned }, undefined, 2)}\n`);
  else if (options.inPlace !== true) terminal.out(cleaned.text);
  else if (isChanged) await replace(source.name, cleaned.text, cli);
  return isChanged ? ExitCode.pending : ExitCode.ok;
}

async function replace(path: string, text: string, { terminal }: Cli): Promise<void> {
  if (path === '-') {
    throw new RulerunError('NOT_A_FILE', 'standard input cannot be replaced in place', {
      exitCode: ExitCode.usage,
      hint: 'leave --in-place out, or name a file',
    });
  }
  const backup = await written(path, () => replaceInPlace(path, text));
  terminal.err(`Replaced ${safeLine(path)}; what it was is in ${safeLine(backup)}\n`);
}

function tellings({ dropped, moved, undecided, refused }: Cleaned): readonly string[] {
  return [
    ...section('dropped', dropped, ({ line, owner, text, why }) => `${line}: ${owner}: ${text}  (${why})`),
    ...section('to be applied again once its chain is there', moved, ({ line, text }) => `${line}: ${text}`),
    ...section('not decided', undecided, ({ line, text, why }) => `${line}: ${text}  (${why})`),
    ...section('refused', refused, ({ line, text, why, fix }) => `${line}: ${text}  (${why}; ${fix})`),
  ];
}

function section<T>(title: string, items: readonly T[], tell: (item: T) => string): readonly string[] {
  if (items.length === 0) return [];
  return [`${title} (${items.length}):`, ...items.map((item) => `  line ${tell(item)}`)];
}

async function written<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new RulerunError('FILE_UNWRITABLE', `cannot write ${path}: ${why}`, {
      exitCode: ExitCode.usage,
      hint: 'nothing was changed; do it as a user who may write there',
      cause,
    });
  }
}
