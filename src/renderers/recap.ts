import type { Outcome } from '../model/outcome.ts';
import type { HostSummary, Summary } from '../report/summary.ts';
import { safeLine } from './safe-text.ts';
import type { Style } from './style.ts';
import { counted, duration } from './words.ts';

/** Above this number of hosts only those that need attention get a line of their own. */
const EACH_UP_TO = 50;

type Column = readonly [title: string, value: (host: HostSummary) => string];

/** The table at the end of a run, what needs attention, and what to do next. */
export function recapLines(summary: Summary, style: Style): readonly string[] {
  const shown =
    summary.hosts.length <= EACH_UP_TO ? summary.hosts : summary.hosts.filter(({ outcome }) => isNotable(outcome));
  return [
    style.bold('Recap'),
    ...(shown.length > 0 ? table(shown, columnsFor(summary), style) : []),
    ...shown.filter(({ why }) => why !== undefined).map(({ host, why }) => `  ${safeLine(host)}: ${safeLine(why ?? '')}`),
    `  ${totals(summary)}`,
  ];
}

function columnsFor({ command }: Summary): readonly Column[] {
  const count = (title: string, key: 'ok' | 'changed' | 'skipped' | 'failed' | 'undone' | 'pending'): Column => [
    title,
    (host) => String(host[key]),
  ];
  const time: Column = ['time', ({ elapsedMs }) => (elapsedMs === undefined ? '-' : duration(elapsedMs))];
  switch (command) {
    case 'plan':
      return [count('ok', 'ok'), count('to change', 'pending'), count('skipped', 'skipped'), count('failed', 'failed'), time];
    case 'rollback':
      return [count('undone', 'undone'), time];
    case 'apply':
      return [count('ok', 'ok'), count('changed', 'changed'), count('skipped', 'skipped'), count('failed', 'failed'), time];
  }
}

function table(hosts: readonly HostSummary[], columns: readonly Column[], style: Style): readonly string[] {
  const rows = hosts.map((host) => [safeLine(host.host), outcomeWord(host), ...columns.map(([, value]) => value(host))]);
  const head = ['host', 'outcome', ...columns.map(([title]) => title)];
  const widths = head.map((title, index) => Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, index) => (index < 2 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0))).join('  ');
  return [
    style.dim(`  ${line(head)}`.trimEnd()),
    ...rows.map((row, index) => `  ${paint(hosts[index]?.outcome, style)(line(row).trimEnd())}`),
  ];
}

function outcomeWord({ outcome, pending }: HostSummary): string {
  if (outcome === 'not-started' && pending > 0) return 'to change';
  return outcome ?? 'unknown';
}

function paint(outcome: Outcome | undefined, style: Style): (text: string) => string {
  if (outcome === 'unchanged') return style.good;
  if (outcome === 'changed') return style.changed;
  if (outcome === 'not-started') return style.dim;
  return style.bad;
}

function isNotable(outcome: Outcome | undefined): boolean {
  return outcome !== 'unchanged' && outcome !== 'changed';
}

function totals({ hosts, elapsedMs, run, exitCode, interrupted }: Summary): string {
  const counts = new Map<string, number>();
  for (const host of hosts) counts.set(outcomeWord(host), (counts.get(outcomeWord(host)) ?? 0) + 1);
  const parts = [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
  const time = elapsedMs === undefined ? '' : ` in ${duration(elapsedMs)}`;
  const end = interrupted ? ', interrupted' : '';
  return `${counted(hosts.length, 'host')}: ${parts}${time}${end} · run ${run} · exit code ${exitCode ?? '-'}`;
}
