import { differenceOfRules, type TableDifference } from '../../firewall/difference/difference.ts';
import { printDifference } from '../../firewall/difference/print-difference.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { safeText } from '../../renderers/safe-text.ts';
import type { Cli } from '../cli.ts';
import type { FirewallOptions } from './options.ts';
import { anyUnreadable, gapsIn, type ReadSource, tellGaps, tellMistakes } from './sources.ts';

/** What differs between rules, not between texts: counters, comments and the order of tables do not count. */
export async function diff(
  pairs: readonly (readonly [before: ReadSource, after: ReadSource])[],
  { format }: FirewallOptions,
  cli: Cli,
): Promise<ExitCode> {
  const { terminal } = cli;
  const sources = pairs.flat();
  await tellMistakes(sources, cli);
  if (anyUnreadable(sources)) return ExitCode.invalid;
  tellGaps(sources, cli);
  const hasGaps = sources.some((source) => gapsIn(source).length > 0);
  const differences = pairs.map(([before, after]) => ({
    before: before.name,
    after: after.name,
    tables: differenceOfSeen(before, after),
  }));
  const differs = differences.some(({ tables }) => tables.length > 0);
  if (format !== 'human') {
    const text = JSON.stringify({ formatVersion: 1, differences }, plain, 2);
    terminal.out(`${text}\n`);
  } else {
    for (const { tables, ...names } of differences) terminal.out(safeText(printDifference(tables, names)));
    if (!differs) terminal.err(hasGaps ? 'nothing else differs\n' : 'nothing differs\n');
  }
  if (hasGaps) return ExitCode.blocked;
  return differs ? ExitCode.pending : ExitCode.ok;
}

/** Without the tables that one of the two could not show: nobody can tell what became of them. */
function differenceOfSeen(before: ReadSource, after: ReadSource): readonly TableDifference[] {
  if (before.rules === undefined || after.rules === undefined) return [];
  const hidden = new Set([before, after].flatMap(gapsIn).map(({ table }) => table));
  return differenceOfRules(before.rules, after.rules).filter(({ table }) => !hidden.has(table));
}

/** Counters have 64 bits, more than a JSON number holds. */
function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
