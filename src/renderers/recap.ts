import { onlyLooks } from '../model/run/event.ts';
import { groupedBy } from '../model/values/grouped.ts';
import { needsAttention, outcomeWord } from '../report/fold/outcome-word.ts';
import type { HostSummary, Summary } from '../report/fold/summary.ts';
import { duration } from '../text/duration.ts';
import { textWidth } from '../text/width.ts';
import { counted, named } from '../text/words.ts';
import { nextStep } from './next-step.ts';
import { type Page, paragraph } from './page.ts';
import { recapTable } from './recap-table.ts';
import { inOneLine, safeLine } from './safe-text.ts';
import type { Style } from './style.ts';

/** Above this number of hosts only those that need attention get a line of their own, and no more lines than this. */
const EACH_UP_TO = 50;

/** Names wider than this have their text below them, not beside. */
const WIDEST_LEAD = 26;

/** The table at the end of a run, what needs attention, and what to do next. */
export function recapLines(summary: Summary, style: Style, columns?: number): readonly string[] {
  const page: Page = { style, columns };
  const { hosts, command } = summary;
  const run = safeLine(summary.run);
  const notable =
    hosts.length <= EACH_UP_TO ? hosts : hosts.filter((host) => needsAttention(outcomeWord(host, summary)));
  const shown = notable.slice(0, EACH_UP_TO);
  const left = notable.length - shown.length;
  return [
    style.bold(onlyLooks(command) ? 'Recap' : `Recap of run ${run}`),
    ...(shown.length > 0 ? recapTable(shown, summary, page) : []),
    ...(left > 0
      ? [
          style.bold(
            `  and ${left} more${onlyLooks(command) ? '' : `: rulerun report ${run} --html FILE shows each`}`,
          ),
        ]
      : []),
    ...reasons(shown, page),
    ...paragraph(page, 2, totals(summary), { paint: style.bold }),
    ...nextStep(summary).flatMap((line) => paragraph(page, 2, safeLine(line))),
  ];
}

/** Why hosts ended as they did, once for all hosts with the same reason. */
function reasons(hosts: readonly HostSummary[], page: Page): readonly string[] {
  return [...groupedBy(hosts, ({ why }) => why)].flatMap(([why, alike]) => {
    if (why === undefined) return [];
    const lead = safeLine(`${named(alike.map(({ host }) => host))}: `);
    if (textWidth(lead) <= WIDEST_LEAD) return paragraph(page, 2, inOneLine(why), { lead });
    return [
      ...paragraph(page, 2, lead.trimEnd(), { paint: page.style.dim }),
      ...paragraph(page, 4, inOneLine(why)),
    ];
  });
}

function totals(summary: Summary): string {
  const { hosts, elapsedMs, exitCode, interrupted } = summary;
  const byWord = groupedBy(hosts, (host) => outcomeWord(host, summary));
  const parts = [...byWord].map(([word, { length }]) => `${length} ${word}`).join(', ');
  const time = elapsedMs === undefined ? '' : ` in ${duration(elapsedMs)}`;
  const end = exitCode === undefined ? 'not finished' : `exit code ${exitCode}`;
  return `${counted(hosts.length, 'host')}: ${parts}${time}${interrupted ? ', interrupted' : ''}; ${end}`;
}
