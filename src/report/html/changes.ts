import type { Difference, ShownChange } from '../../model/change.ts';
import { taskKey } from '../../model/playbook/plan.ts';
import { onlyLooks } from '../../model/run/event.ts';
import { nameOf, withItems } from '../../model/run/told-name.ts';
import { groupedBy } from '../../model/values/grouped.ts';
import { counted, named } from '../../text/words.ts';
import type { RunReport } from '../fold/run-report.ts';
import type { Summary } from '../fold/summary.ts';
import type { TaskRecord } from '../fold/task-record.ts';
import type { TaskState } from '../fold/task-state.ts';
import { titlesIn } from '../fold/task-tree.ts';
import { type AlikeHosts, newGroups } from '../groups.ts';
import { type Markup, markup, NOTHING } from '../markup.ts';
import { unifiedDiff } from '../unified-diff.ts';

/** Characters of files whose differences are shown, on all hosts together; more would make a page that no browser opens. */
const MOST_TEXT = 8_000_000;

interface Budget {
  left: number;
}

interface Made {
  readonly change: ShownChange;
  readonly state: TaskState;
  readonly undone: boolean;
}

type MadeAlike = AlikeHosts<Made>;

/** Up to this number of changes by one task each is shown; above they are folded. */
const SHOWN_UP_TO = 3;

/** What was changed, tried, or would be changed: once for all hosts on which it is the same, differences folded. */
export function changes({ hosts, summary, plays }: RunReport): Markup {
  const groups = newGroups<Made>(
    titlesIn(plays),
    hosts.map(({ host }) => host),
  );
  for (const { host, tasks } of hosts) {
    eachRecord(tasks, (record) => {
      const { task, title, change, state, undo } = record;
      groups.meet(record);
      if (change === undefined) return;
      groups.add({ host, task, title }, { change, state, undone: undo === 'undone' });
    });
  }
  const found = [...groupedBy(groups.inOrder(), ({ task }) => taskKey(task)).values()];
  const budget: Budget = { left: MOST_TEXT };
  if (found.length === 0) return NOTHING;
  const telling: Telling = { command: summary.command, budget };
  return markup`<section id="changes"><h2>Changes</h2>
${found.map((alike) => changesOf(alike, telling))}</section>
`;
}

interface Telling {
  readonly command: Summary['command'];
  readonly budget: Budget;
}

/** Every task and every item, each before what it includes. */
function eachRecord(records: readonly TaskRecord[], visit: (record: TaskRecord) => void): void {
  for (const record of records) {
    visit(record);
    eachRecord(record.items, visit);
    eachRecord(record.included, visit);
  }
}

/** All that a task changed, its items one by one. */
function changesOf(alike: readonly MadeAlike[], telling: Telling): Markup {
  const [first] = alike;
  if (first === undefined) return NOTHING;
  const isFolded = alike.length > SHOWN_UP_TO;
  const title = alike.every((one) => one.title === first.title) ? first.title : first.of;
  const each = alike.map((one) =>
    isFolded
      ? markup`<details class="one"><summary>${summaryOf(one, telling)}</summary>${detailsOf(one, telling)}</details>
`
      : markup`<p>${summaryOf(one, telling)}</p>
${detailsOf(one, telling)}`,
  );
  const count = isFolded ? markup` <span class="where">${counted(alike.length, 'change')}</span>` : NOTHING;
  return markup`<article class="change">
<h3>${nameOf(first.task, title)}${count}</h3>
${each}</article>
`;
}

function summaryOf(
  { title, of, items, hosts, what: { change, state, undone } }: MadeAlike,
  { command }: Telling,
): Markup {
  const verb =
    state === 'pending' && !onlyLooks(command) ? 'foreseen, but not started,' : (VERBS[state] ?? state);
  const where = `${verb} on ${counted(hosts.length, 'host')}${undone ? ', and undone' : ''}`;
  const name = title === of ? NOTHING : markup`${title}: `;
  return markup`${name}<b class="what ${state}">${withItems(change.summary, items)}</b> <span class="where">${where}</span>`;
}

function detailsOf({ hosts, what: { change, state } }: MadeAlike, { budget }: Telling): Markup {
  return markup`${change.impact.map((impact) => markup`<p class="impact">Impact: ${impact}</p>`)}
${state === 'ok' ? NOTHING : undoOf(change)}
<details><summary>Hosts: ${named(hosts, 4)}</summary><p class="names">${hosts.join(', ')}</p></details>
${change.diff.length === 0 ? NOTHING : markup`<details class="difference"><summary>Differences</summary>${change.diff.map((one) => differenceOf(one, budget))}</details>`}
${change.operations.length === 0 ? NOTHING : markup`<details><summary>Operations</summary><pre>${change.operations.join('\n')}</pre></details>`}
`;
}

const VERBS: Partial<Record<TaskState, string>> = {
  changed: 'changed',
  ok: 'ran',
  failed: 'tried, and failed,',
  rescued: 'tried, and failed,',
  ignored: 'tried, and failed,',
  pending: 'would change',
  started: 'started',
};

function undoOf({ undo }: ShownChange): Markup {
  if (undo.kind !== 'irreversible') return NOTHING;
  return markup`<p class="impact">Cannot be undone: ${undo.why}${undo.accepted ? ' (accepted by the playbook)' : ''}</p>`;
}

function differenceOf(difference: Difference, budget: Budget): Markup {
  if (difference.kind === 'state') {
    return markup`<p class="state">${difference.subject}: <del>${difference.before}</del> → <ins>${difference.after}</ins></p>`;
  }
  budget.left -= (difference.before?.length ?? 0) + (difference.after?.length ?? 0);
  if (budget.left < 0) {
    return markup`<p>${difference.subject}: left out, to keep this page small; the JSON report holds both texts.</p>`;
  }
  const lines = unifiedDiff(difference.subject, difference.before, difference.after);
  return markup`<pre class="diff">${lines.map(
    (line, index) => markup`<span class="${lineClass(line, index)}">${line}
</span>`,
  )}</pre>`;
}

function lineClass(line: string, index: number): string {
  if (index < 2) return 'file';
  if (line.startsWith('@@')) return 'hunk';
  if (line.startsWith('+')) return 'add';
  return line.startsWith('-') ? 'del' : 'same';
}
