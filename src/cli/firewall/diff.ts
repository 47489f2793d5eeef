import { differenceOfRules } from '../../firewall/difference.ts';
import { printDifference } from '../../firewall/print-difference.ts';
import { ExitCode } from '../../model/exit-code.ts';
import { safeText } from '../../renderers/safe-text.ts';
import type { Cli } from '../command-line.ts';
import type { FirewallOptions } from './options.ts';
import { anyUnreadable, type ReadSource, tellMistakes } from './sources.ts';

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
  const differences = pairs.flatMap(([before, after]) =>
    before.rules === undefined || after.rules === undefined
      ? []
      : [{ before: before.name, after: after.name, tables: differenceOfRules(before.rules, after.rules) }],
  );
  const differs = differences.some(({ tables }) => tables.length > 0);
  if (format !== 'human') {
    const text = JSON.stringify({ formatVersion: 1, differences }, plain, 2);
    terminal.out(`${text}\n`);
  } else {
    for (const { tables, ...names } of differences) terminal.out(safeText(printDifference(tables, names)));
    if (!differs) terminal.err('nothing differs\n');
  }
  return differs ? ExitCode.pending : ExitCode.ok;
}

/** Counters have 64 bits, more than a JSON number holds. */
function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
