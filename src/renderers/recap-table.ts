import type { Outcome } from '../model/run/outcome.ts';
import { outcomeWord } from '../report/fold/outcome-word.ts';
import type { HostSummary, Summary } from '../report/fold/summary.ts';
import type { Counts } from '../report/fold/tally.ts';
import { duration } from '../text/duration.ts';
import { padded, textWidth } from '../text/width.ts';
import type { Page } from './page.ts';
import { safeLine } from './safe-text.ts';
import type { Style } from './style.ts';

/** `after` is the run's clock: when the host was through, not how long it took alone. */
type Column = keyof Counts | 'after';

/** What a narrow terminal does without, in this order. */
const LEAST_FIRST: readonly Column[] = [
  'skipped',
  'ok',
  'ignored',
  'rescued',
  'undone',
  'after',
  'changed',
  'pending',
  'failed',
];

/** One row a host: how it ended, and as many counts as fit into a line. */
export function recapTable(hosts: readonly HostSummary[], summary: Summary, page: Page): readonly string[] {
  const { style } = page;
  const { head, rows, widths } = cellsFor(hosts, summary, page.columns, columnsFor(summary));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) =>
        index < 2 ? padded(cell, widths[index] ?? 0) : cell.padStart(widths[index] ?? 0),
      )
      .join('  ');
  return [
    style.dim(`  ${line(head)}`.trimEnd()),
    ...rows.map((row, index) => `  ${paint(hosts[index]?.outcome, style)(line(row).trimEnd())}`),
  ];
}

interface Cells {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly widths: readonly number[];
}

/** The cells of as many columns as fit side by side; what says least is left out first. */
function cellsFor(
  hosts: readonly HostSummary[],
  summary: Summary,
  width: number | undefined,
  columns: readonly Column[],
): Cells {
  const head = ['host', 'outcome', ...columns.map((column) => (column === 'pending' ? 'to change' : column))];
  const rows = hosts.map((host) => [
    safeLine(host.host),
    outcomeWord(host, summary),
    ...columns.map((column) => cellOf(host, column)),
  ]);
  const widths = head.map((title, index) =>
    rows.reduce((widest, row) => Math.max(widest, textWidth(row[index] ?? '')), title.length),
  );
  const whole = widths.reduce((sum, one) => sum + one + 2, 0);
  const least = LEAST_FIRST.find((column) => columns.includes(column));
  if (width === undefined || whole <= width || least === undefined) return { head, rows, widths };
  const fewer = columns.filter((column) => column !== least);
  return cellsFor(hosts, summary, width, fewer);
}

function cellOf(host: HostSummary, column: Column): string {
  if (column !== 'after') return String(host[column]);
  return host.elapsedMs === undefined ? '-' : duration(host.elapsedMs);
}

function columnsFor({ command, hosts }: Summary): readonly Column[] {
  switch (command) {
    case 'plan':
    case 'drift':
      return ['ok', 'pending', 'skipped', 'failed', 'after'];
    case 'rollback':
      return ['undone', 'after'];
    case 'apply': {
      // Where nothing came to be done there is nothing to count.
      if (hosts.every(({ ok, changed, skipped, failed }) => ok + changed + skipped + failed === 0))
        return ['after'];
      const rare = (['rescued', 'ignored', 'undone'] as const).filter((count) =>
        hosts.some((host) => host[count] > 0),
      );
      return ['ok', 'changed', 'skipped', 'failed', ...rare, 'after'];
    }
  }
}

function paint(outcome: Outcome | undefined, style: Style): (text: string) => string {
  if (outcome === 'unchanged') return style.good;
  if (outcome === 'changed') return style.changed;
  if (outcome === 'not-started') return style.dim;
  return style.bad;
}
