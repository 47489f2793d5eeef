import { packageVersion } from '../../app/version.ts';
import type { Finding } from '../../firewall/lint/finding.ts';
import { lintRules } from '../../firewall/lint/lint.ts';
import { sarifOf } from '../../firewall/lint/sarif.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import { type Style, styleFor } from '../../renderers/style.ts';
import { counted } from '../../text/words.ts';
import type { Cli } from '../cli.ts';
import type { FirewallOptions } from './options.ts';
import { knownOwners } from './owners.ts';
import { anyUnreadable, type ReadSource, tellMistakes } from './sources.ts';

/** So many findings of a kind are told one by one; the rest are counted. */
const MOST_OF_A_KIND = 5;

interface Linted extends ReadSource {
  readonly findings: readonly Finding[];
}

/** Says what is wrong with files of rules that are meant to be loaded at boot. */
export async function lint(
  sources: readonly ReadSource[],
  options: FirewallOptions,
  cli: Cli,
): Promise<ExitCode> {
  const { terminal } = cli;
  const { sshPort } = options;
  const linted = sources.map((source): Linted => {
    const known = { ...knownOwners(options), ...(sshPort === undefined ? {} : { sshPort }) };
    const found = source.rules && lintRules(source.rules, known);
    return { ...source, findings: found ?? [] };
  });
  const files = linted.map(({ name: file, diagnostics, findings }) => ({ file, diagnostics, findings }));
  if (options.format === 'json')
    terminal.out(`${JSON.stringify({ formatVersion: 1, files }, undefined, 2)}\n`);
  else if (options.format === 'sarif')
    terminal.out(`${JSON.stringify(sarifOf(files, packageVersion()), undefined, 2)}\n`);
  else {
    await tellMistakes(sources, cli);
    const style = styleFor(terminal.environment, terminal.outIsTerminal);
    for (const one of linted) for (const line of linesOf(one, options, style)) terminal.out(`${line}\n`);
  }
  if (anyUnreadable(sources)) return ExitCode.invalid;
  return linted.some(({ findings }) => findings.length > 0) ? ExitCode.pending : ExitCode.ok;
}

function linesOf(
  { name, text, rules, findings }: Linted,
  { verbose }: FirewallOptions,
  style: Style,
): readonly string[] {
  if (rules === undefined) return [];
  const file = safeLine(name);
  if (findings.length === 0) return [`${file}: nothing found`];
  const lines = text.split('\n');
  const shown = new Map<string, number>();
  const told = findings.flatMap((finding) => {
    const count = (shown.get(finding.id) ?? 0) + 1;
    shown.set(finding.id, count);
    if (count > MOST_OF_A_KIND && verbose === 0) return [];
    return findingLines(file, finding, lines[finding.line - 1] ?? '', count === 1, style);
  });
  const more = [...shown]
    .filter(([, count]) => count > MOST_OF_A_KIND && verbose === 0)
    .map(([id, count]) => `${file}: ${count - MOST_OF_A_KIND} more of ${id}; -v shows them`);
  return [...told, ...more, totals(file, findings)];
}

/** The reason and the way out are the same for all of a kind, and said once. */
function findingLines(
  file: string,
  { id, severity, line, message, why, fix }: Finding,
  text: string,
  isFirst: boolean,
  style: Style,
): readonly string[] {
  const paint = severity === 'error' ? style.bad : severity === 'warning' ? style.changed : style.dim;
  return [
    `${file}:${line}: ${paint(`${severity}[${id}]`)} ${safeLine(message)}`,
    `  ${style.dim(safeLine(text))}`,
    ...(isFirst ? [`  why: ${safeLine(why)}`, `  fix: ${safeLine(fix)}`] : []),
  ];
}

function totals(file: string, findings: readonly Finding[]): string {
  const parts = (['error', 'warning', 'info'] as const)
    .map((kind) => [kind, findings.filter(({ severity }) => severity === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => (kind === 'info' ? counted(count, 'note') : counted(count, kind)));
  return `${file}: ${parts.join(', ')}`;
}
