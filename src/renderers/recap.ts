import type { Outcome } from '../model/outcome.ts';
import type { HostSummary, Summary } from '../report/summary.ts';
import { nextStep } from './next-step.ts';
import { type Page, paragraph } from './page.ts';
import { inOneLine, safeLine } from './safe-text.ts';
import type { Style } from './style.ts';
import { padded, textWidth } from './text-width.ts';
import { counted, duration, named } from './words.ts';

/** Above this number of hosts only those that need attention get a line of their own, and no more lines than this. */
const EACH_UP_TO = 50;

/** Names wider than this have their text below them, not beside. */
const WIDEST_LEAD = 26;

type Column = readonly [title: string, value: (host: HostSummary) => string];

/** The table at the end of a run, what needs attention, and what to do next. */
export function recapLines(summary: Summary, style: Style, columns?: number): readonly string[] {
  const page: Page = { style, columns };
  const { hosts, command } = summary;
  const run = safeLine(summary.run);
  const notable = hosts.length <= EACH_UP_TO ? hosts : hosts.filter(({ outcome }) => needsAttention(outcome));
  const shown = notable.slice(0, EACH_UP_TO);
  const left = notable.length - shown.length;
  return [
    style.bold(command === 'plan' ? 'Recap' : `Recap of run ${run}`),
    ...(shown.length > 0 ? table(shown, summary, style) : []),
    ...(left > 0
      ? [
          style.bold(
            `  and ${left} more${command === 'plan' ? '' : `: rulerun report ${run} --html FILE shows each`}`,
          ),
        ]
      : []),
    ...reasons(shown, page),
    ...paragraph(page, 2, totals(summary), { paint: style.bold }),
    ...nextStep(summary).flatMap((line) => paragraph(page, 2, safeLine(line))),
  ];
}

function columnsFor({ command, hosts }: Summary): readonly Column[] {
  const count = (
    title: string,
    key: 'ok' | 'changed' | 'skipped' | 'failed' | 'ignored' | 'undone' | 'pending',
  ): Column => [title, (host) => String(host[key])];
  // The run's clock: when the host was through, not how long it took alone.
  const time: Column = ['after', ({ elapsedMs }) => (elapsedMs === undefined ? '-' : duration(elapsedMs))];
  const rare = (['ignored', 'undone'] as const)
    .filter((key) => hosts.some((host) => host[key] > 0))
    .map((key) => count(key, key));
  switch (command) {
    case 'plan':
      return [
        count('ok', 'ok'),
        count('to change', 'pending'),
        count('skipped', 'skipped'),
        count('failed', 'failed'),
        time,
      ];
    case 'rollback':
      return [count('undone', 'undone'), time];
    case 'apply':
      return [
        count('ok', 'ok'),
        count('changed', 'changed'),
        count('skipped', 'skipped'),
        count('failed', 'failed'),
        ...rare,
        time,
      ];
  }
}

function table(hosts: readonly HostSummary[], summary: Summary, style: Style): readonly string[] {
  const columns = columnsFor(summary);
  const rows = hosts.map((host) => [
    safeLine(host.host),
    outcomeWord(host, summary),
    ...columns.map(([, value]) => value(host)),
  ]);
  const head = ['host', 'outcome', ...columns.map(([title]) => title)];
  const widths = head.map((title, index) =>
    rows.reduce((width, row) => Math.max(width, textWidth(row[index] ?? '')), title.length),
  );
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

/** Why hosts ended as they did, once for all hosts with the same reason. */
function reasons(hosts: readonly HostSummary[], page: Page): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { host, why } of hosts) {
    if (why === undefined) continue;
    const known = byReason.get(why);
    if (known === undefined) byReason.set(why, [host]);
    else known.push(host);
  }
  return [...byReason].flatMap(([why, names]) => {
    const lead = safeLine(`${named(names)}: `);
    if (textWidth(lead) <= WIDEST_LEAD) return paragraph(page, 2, inOneLine(why), { lead });
    return [
      ...paragraph(page, 2, lead.trimEnd(), { paint: page.style.dim }),
      ...paragraph(page, 4, inOneLine(why)),
    ];
  });
}

/** The outcome in a word. A preview has words of its own: there every host is `not-started`. */
function outcomeWord({ outcome, pending }: HostSummary, { command, exitCode }: Summary): string {
  if (outcome === undefined) return 'unfinished';
  if (command !== 'plan' || outcome !== 'not-started') return outcome;
  if (pending > 0) return 'to change';
  return exitCode === 0 || exitCode === 10 ? 'as wanted' : outcome;
}

function paint(outcome: Outcome | undefined, style: Style): (text: string) => string {
  if (outcome === 'unchanged') return style.good;
  if (outcome === 'changed') return style.changed;
  if (outcome === 'not-started') return style.dim;
  return style.bad;
}

function needsAttention(outcome: Outcome | undefined): boolean {
  return outcome !== 'unchanged' && outcome !== 'changed' && outcome !== 'not-started';
}

function totals(summary: Summary): string {
  const { hosts, elapsedMs, exitCode, interrupted } = summary;
  const counts = new Map<string, number>();
  for (const host of hosts) {
    const word = outcomeWord(host, summary);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const parts = [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
  const time = elapsedMs === undefined ? '' : ` in ${duration(elapsedMs)}`;
  const end = exitCode === undefined ? 'not finished' : `exit code ${exitCode}`;
  return `${counted(hosts.length, 'host')}: ${parts}${time}${interrupted ? ', interrupted' : ''}; ${end}`;
}
