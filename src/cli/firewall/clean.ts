import { replaceInPlace } from '../../disk/replace-in-place.ts';
import { replaceFile } from '../../disk/text-file.ts';
import { cleanRules } from '../../firewall/clean/clean.ts';
import { type Cleaned, reapplyText } from '../../firewall/clean/cleaned.ts';
import { messageOf, RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import { counted } from '../../text/words.ts';
import type { Cli } from '../cli.ts';
import type { FirewallOptions } from './options.ts';
import { knownOwners } from './owners.ts';
import { anyUnreadable, gapsIn, type ReadSource, tellMistakes } from './sources.ts';

/** A text of rules with what is left of it. */
interface CleanedSource {
  readonly source: ReadSource;
  readonly cleaned: Cleaned;
}

/**
 * Prints rules without what programs put into them, and says on standard error what was dropped, what belongs into chains
 * that programs make, and what could not be decided. Where a person must decide first, no rules are printed or written; JSON says
 * why.
 */
export async function clean(
  sources: readonly ReadSource[],
  options: FirewallOptions,
  cli: Cli,
): Promise<ExitCode> {
  await tellMistakes(sources, cli);
  const known = knownOwners(options);
  const all = sources.flatMap((source): readonly CleanedSource[] =>
    source.rules === undefined || anyUnreadable([source])
      ? []
      : [{ source, cleaned: cleanRules(source.rules, known) }],
  );
  for (const one of all) tell(one, sources.length > 1, cli);
  const isRefused = all.some(({ cleaned }) => cleaned.text === undefined);
  await keepForLater(all, options, cli);
  await show(all, options, cli);
  if (all.length < sources.length) return ExitCode.invalid;
  if (isRefused) return ExitCode.blocked;
  return all.some((one) => isChanged(one) || gapsIn(one.source).length > 0) ? ExitCode.pending : ExitCode.ok;
}

function isChanged({ source, cleaned }: CleanedSource): boolean {
  return cleaned.text !== source.text;
}

async function show(
  all: readonly CleanedSource[],
  { format, inPlace }: FirewallOptions,
  cli: Cli,
): Promise<void> {
  if (format !== 'human') {
    const files = all.map(({ source, cleaned }) => ({ file: source.name, ...cleaned }));
    cli.terminal.out(`${JSON.stringify({ formatVersion: 1, files }, undefined, 2)}\n`);
    return;
  }
  for (const one of all) {
    const { source, cleaned } = one;
    if (cleaned.text === undefined) continue;
    if (inPlace !== true)
      cli.terminal.out(all.length > 1 ? `# ${safeLine(source.name)}\n${cleaned.text}` : cleaned.text);
    else if (isChanged(one)) await replace(source.name, cleaned.text, cli);
  }
}

/** The list of one text: of several, nobody could tell what belongs where. */
async function keepForLater(
  [one]: readonly CleanedSource[],
  { reapply }: FirewallOptions,
  { terminal }: Cli,
): Promise<void> {
  if (reapply === undefined || one?.cleaned.text === undefined) return;
  await written(reapply, () => replaceFile(reapply, reapplyText(one.cleaned.moved), 0o600));
  terminal.err(`Wrote ${safeLine(reapply)}\n`);
}

async function replace(path: string, text: string, { terminal }: Cli): Promise<void> {
  if (path === '-') {
    throw new RulerunError('NOT_A_FILE', 'standard input cannot be replaced in place', {
      hint: 'leave --in-place out, or name a file',
    });
  }
  const backup = await written(path, () => replaceInPlace(path, text));
  terminal.err(`Replaced ${safeLine(path)}; what it was is in ${safeLine(backup)}\n`);
}

function tell({ source, cleaned }: CleanedSource, isOneOfSeveral: boolean, { terminal }: Cli): void {
  const lines = tellings(cleaned);
  if (isOneOfSeveral) terminal.err(`${safeLine(source.name)}${lines.length === 0 ? ': clean' : ''}\n`);
  for (const line of lines) terminal.err(`${safeLine(line)}\n`);
  if (cleaned.text !== undefined) {
    if (lines.length > 0) terminal.err(`${summary(cleaned)}\n`);
    return;
  }
  const look = `a person must look at ${counted(cleaned.refused.length, 'line')}`;
  terminal.err(`${safeLine(source.name)} was not cleaned: ${look}.\n`);
}

function tellings({ dropped, moved, undecided, refused }: Cleaned): readonly string[] {
  return [
    ...section('dropped', dropped, ({ line, owner, text, why }) => `${line}: ${owner}: ${text}  (${why})`),
    ...section('to be applied again once its chain is there', moved, ({ line, text }) => `${line}: ${text}`),
    ...section('not decided', undecided, ({ line, text, why }) => `${line}: ${text}  (${why})`),
    ...section('refused', refused, ({ line, text, why, fix }) => `${line}: ${text}  (${why}; ${fix})`),
  ];
}

/** `61 lines dropped: docker 11, kube-proxy 33, openshift 17; 1 rule to be applied again` */
function summary({ dropped, moved, undecided }: Cleaned): string {
  const counts = new Map<string, number>();
  for (const { kind, owner } of dropped) {
    const label = kind === 'duplicate' ? 'there twice' : kind === 'table' ? 'empty tables' : owner;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const whose = [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
  return [
    `${counted(dropped.length, 'line')} dropped${whose === '' ? '' : `: ${whose}`}`,
    ...(moved.length === 0 ? [] : [`${counted(moved.length, 'rule')} to be applied again`]),
    ...(undecided.length === 0 ? [] : [`${counted(undecided.length, 'line')} not decided`]),
  ].join('; ');
}

function section<T>(title: string, items: readonly T[], tell: (item: T) => string): readonly string[] {
  if (items.length === 0) return [];
  return [`${title} (${items.length}):`, ...items.map((item) => `  line ${tell(item)}`)];
}

async function written<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new RulerunError('FILE_UNWRITABLE', `cannot write ${path}: ${messageOf(cause)}`, {
      hint: 'nothing was changed; do it as a user who may write there',
      cause,
    });
  }
}
