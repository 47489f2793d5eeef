import { taskKey } from '../model/playbook/plan.ts';
import { nameOf, withItems } from '../model/run/told-name.ts';
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
  // Where nothing is to be done nobody waits for anybody that one could see.
  const isQuiet = preview.groups.every(({ what }) => what.kind === 'wait');
  const tasks = isQuiet ? [] : groupedBy(preview.groups, ({ task }) => taskKey(task)).values();
  return [
    ...(notices.length > 0 ? ['', ...notices] : []),
    '',
    page.style.bold(head),
    ...preview.open.flatMap((play) => openLines(play, page)),
    ...preview.shuffled.flatMap((play) => orderLines(play, page, all)),
    ...(isQuiet ? [] : preview.inStep.flatMap((play) => inStepLines(play, page))),
    ...[...tasks].flatMap((groups) => taskLines(groups, all, page)),
  ];
}

/** The order in which a play takes its hosts, where chance has made it. */
function orderLines({ name, hosts }: PlayOrder, page: Page, all: boolean): readonly string[] {
  const order = named(hosts, all ? hosts.length : ORDER_UP_TO);
  return ['', ...paragraph(page, 2, safeLine(`Play "${name}" in shuffled order: ${order}`))];
}

function inStepLines({ name, why }: Preview['inStep'][number], page: Page): readonly string[] {
  const text = `Play "${name}": hosts wait for each other at every task: ${reasonOf(why)}`;
  return ['', ...paragraph(page, 2, safeLine(text))];
}

/** Why hosts wait for each other, with the word by which the playbook says so. */
function reasonOf(why: string): string {
  return `${REASONS[why] ?? 'it looks at other hosts'} (${why})`;
}

const REASONS: Readonly<Record<string, string>> = {
  run_once: 'it is done once for all',
  delegate_to: 'it is done on another host',
  throttle: 'only so many do it at once',
  any_errors_fatal: 'a failure ends it for all',
  max_fail_percentage: 'too many failures end it for all',
  meta: 'it may end the play for all',
  add_host: 'it adds to the inventory',
  group_by: 'it adds to the inventory',
};

/** A play whose hosts are not all known yet. */
function openLines({ name, why }: Preview['open'][number], page: Page): readonly string[] {
  const text = `Play "${name}": ${why}; whoever is added is checked before the play begins`;
  return ['', ...paragraph(page, 2, safeLine(text), { lead: 'cannot be told yet: ' })];
}

type PlayOrder = Preview['shuffled'][number];

/** Above this number of hosts only the first ones are told, unless all are asked for. */
const ORDER_UP_TO = 30;

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

function taskLines(found: readonly PreviewGroup[], all: boolean, page: Page): readonly string[] {
  const changes = found.filter(({ what }) => what.kind !== 'wait');
  const waits = found.flatMap(({ what }) => (what.kind === 'wait' ? waitLines(what.why, page) : []));
  // What is written of a task stands in for what hosts made of it.
  const groups = changes.length > 0 ? changes : found.slice(0, 1);
  const [first] = groups;
  if (first === undefined) return [];
  const shown = all ? groups : groups.slice(0, VARIANTS_UP_TO);
  const rest = groups.slice(shown.length);
  const common = commonOf(groups);
  const title = groups.every((group) => group.title === first.title) ? first.title : first.of;
  return [
    '',
    ...paragraph(page, 2, safeLine(nameOf(first.task, title))),
    ...waits,
    ...(common.hosts === undefined ? [] : hostLines(common.hosts, 4, page)),
    ...noteLines(common.notes, 4, page),
    ...shown.flatMap((group) => [
      ...(group.title === title || group.items.length > 0 ? [] : paragraph(page, 2, safeLine(group.title))),
      ...groupLines(group, common, page),
    ]),
    ...restLines(rest, page),
  ];
}

function waitLines(why: string, page: Page): readonly string[] {
  const text = `hosts wait for each other here: ${reasonOf(why)}`;
  return paragraph(page, 4, safeLine(text), { paint: page.style.dim });
}

/** What is the same for all changes of a task, said once; hosts undefined: they are not the same. */
interface Common {
  readonly hosts: readonly string[] | undefined;
  readonly notes: readonly string[];
  /** True for the only change of its task. */
  readonly isAll: boolean;
}

function commonOf(groups: readonly PreviewGroup[]): Common {
  const [first, ...others] = groups;
  if (first === undefined || others.length === 0) return { hosts: undefined, notes: [], isAll: true };
  const isSame = others.every(({ hosts }) => hosts.join(' ') === first.hosts.join(' '));
  const notes = notesOf(first).filter((note) => others.every((group) => notesOf(group).includes(note)));
  return { hosts: isSame ? first.hosts : undefined, notes, isAll: false };
}

function notesOf({ what }: PreviewGroup): readonly string[] {
  if (what.kind !== 'change') return [];
  const { change, uncertain } = what;
  return [
    ...(uncertain ? ['uncertain: what comes before it has not happened yet'] : []),
    ...change.impact.map((impact) => `impact: ${impact}`),
    ...(change.undo.kind === 'irreversible' ? [`cannot be undone: ${change.undo.why}`] : []),
  ];
}

function noteLines(notes: readonly string[], indent: number, page: Page): readonly string[] {
  return notes.flatMap((note) => paragraph(page, indent, safeLine(note), { paint: page.style.bold }));
}

function groupLines(group: PreviewGroup, common: Common, page: Page): readonly string[] {
  const { hosts, items, what: finding } = group;
  if (finding.kind === 'wait') return [];
  const on = common.hosts === undefined ? hostLines(hosts, 6, page) : [];
  if (finding.kind === 'unforeseen') {
    // What is open for all items needs none of their names.
    const why = common.isAll ? finding.why : withItems(finding.why, items);
    return [...paragraph(page, 4, safeLine(why), { lead: 'cannot be told yet: ' }), ...on];
  }
  const notes = notesOf(group).filter((note) => !common.notes.includes(note));
  const summary = withItems(finding.change.summary, items);
  return [
    ...paragraph(page, 4, safeLine(summary), { paint: page.style.changed }),
    ...on,
    ...finding.change.diff.flatMap((difference) => differenceLines(difference, page, 6)),
    ...noteLines(notes, 6, page),
  ];
}

/** What is only counted: of a loop the items, else the hosts on which it is another change. */
function restLines(rest: readonly PreviewGroup[], page: Page): readonly string[] {
  if (rest.length === 0) return [];
  const items = new Set(rest.flatMap((group) => group.items));
  const hosts = new Set(rest.flatMap((group) => group.hosts));
  const what =
    items.size > 0
      ? `the same kind of thing for ${counted(items.size, 'other item')}: ${named([...items])}`
      : `${counted(rest.length, 'other change')} on ${counted(hosts.size, 'host')}`;
  return paragraph(page, 4, safeLine(`and ${what}; -v shows each`));
}

function hostLines(hosts: readonly string[], indent: number, page: Page): readonly string[] {
  return paragraph(page, indent, safeLine(named(hosts)), { lead: 'on ', paint: page.style.dim });
}
