import { taskKey } from '../model/playbook/plan.ts';
import { groupedBy } from '../model/values/grouped.ts';
import type { Preview, PreviewGroup, PreviewNotice } from '../report/preview.ts';
import { counted, named } from '../text/words.ts';
import { differenceLines } from './difference.ts';
import { below, messageLines } from './message-lines.ts';
import { type Page, paragraph } from './page.ts';
import { safeLine } from './safe-text.ts';

/** Above this number of different changes by one task the rarest are only counted, unless all are asked for. */
const VARIANTS_UP_TO = 8;

/** A preview as lines, one paragraph for each change that is the same on its hosts. `all`: each, however many differ. */
export function previewLines(preview: Preview, page: Page, all = false): readonly string[] {
  const { changes, hosts, hostsToChange } = preview;
  const head =
    changes === 0
      ? `Preview: nothing to change on ${counted(hosts, 'host')}`
      : `Preview: ${counted(changes, 'change')} on ${hostsToChange} of ${counted(hosts, 'host')}`;
  const notices = noticeLines(preview.notices, page, all);
  return [
    ...(notices.length > 0 ? ['', ...notices] : []),
    '',
    page.style.bold(head),
    ...[...groupedBy(preview.groups, ({ task }) => taskKey(task)).values()].flatMap((groups) =>
      taskLines(groups, all, page),
    ),
  ];
}

/** What checks and tasks had to say, once for all hosts to which they said the same. */
export function noticeLines(notices: readonly PreviewNotice[], page: Page, all: boolean): readonly string[] {
  return notices.flatMap(({ task, title, hosts, what: { text, severity } }) => {
    const [head, ...more] = messageLines(task, title, text, all);
    return [
      ...paragraph(page, 0, head, {
        lead: severity === 'warning' ? 'warning: ' : 'note: ',
        paint: page.style.changed,
      }),
      ...below(more, 4),
      ...hostLines(hosts, 2, page),
    ];
  });
}

function taskLines(groups: readonly PreviewGroup[], all: boolean, page: Page): readonly string[] {
  const [first] = groups;
  if (first === undefined) return [];
  const shown = all ? groups : groups.slice(0, VARIANTS_UP_TO);
  const rest = groups.slice(shown.length);
  const hosts = rest.reduce((sum, group) => sum + group.hosts.length, 0);
  return [
    '',
    ...paragraph(page, 2, safeLine(first.title)),
    ...shown.flatMap((group) => [
      ...(group.title === first.title ? [] : paragraph(page, 2, safeLine(group.title))),
      ...groupLines(group, page),
    ]),
    ...(rest.length === 0
      ? []
      : paragraph(
          page,
          4,
          `and ${counted(rest.length, 'other change')} on ${counted(hosts, 'host')}; -v shows each`,
        )),
  ];
}

function groupLines({ hosts, what: finding }: PreviewGroup, page: Page): readonly string[] {
  const { style } = page;
  if (finding.kind === 'unforeseen') {
    return [
      ...paragraph(page, 4, safeLine(finding.why), { lead: 'cannot be told yet: ' }),
      ...hostLines(hosts, 6, page),
    ];
  }
  const { change, uncertain } = finding;
  const notes = [
    ...(uncertain ? ['uncertain: what comes before it has not happened yet'] : []),
    ...change.impact.map((impact) => `impact: ${impact}`),
    ...(change.undo.kind === 'irreversible' ? [`cannot be undone: ${change.undo.why}`] : []),
  ];
  return [
    ...paragraph(page, 4, safeLine(change.summary), { paint: style.changed }),
    ...hostLines(hosts, 6, page),
    ...change.diff.flatMap((difference) => differenceLines(difference, page, 6)),
    ...notes.flatMap((note) => paragraph(page, 6, safeLine(note), { paint: style.bold })),
  ];
}

function hostLines(hosts: readonly string[], indent: number, page: Page): readonly string[] {
  return paragraph(page, indent, safeLine(named(hosts)), { lead: 'on ', paint: page.style.dim });
}
