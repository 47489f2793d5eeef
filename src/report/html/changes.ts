import type { Difference, ShownChange } from '../../model/change.ts';
import { onlyLooks } from '../../model/run/event.ts';
import { counted, named } from '../../text/words.ts';
import type { RunReport } from '../fold/run-report.ts';
import type { Summary } from '../fold/summary.ts';
import type { TaskRecord } from '../fold/task-record.ts';
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
  readonly state: TaskRecord['state'];
}

/** What was changed, tried, or would be changed: once for all hosts on which it is the same, differences folded. */
export function changes({ hosts, summary }: RunReport): Markup {
  const groups = newGroups<Made>();
  const undone = new Set<string>();
  for (const host of hosts) {
    for (const record of host.tasks) {
      const { change, state } = record;
      if (change === undefined) continue;
      groups.add({ ...record, host: host.host }, { change, state });
      if (record.undo === 'undone') undone.add(keyOf(host.host, record.title));
    }
  }
  const found = groups.inOrder();
  const budget: Budget = { left: MOST_TEXT };
  if (found.length === 0) return NOTHING;
  return markup`<section id="changes"><h2>Changes</h2>
${found.map((group) => changeOf(group, summary.command, budget, (host) => undone.has(keyOf(host, group.title))))}</section>
`;
}

function keyOf(host: string, title: string): string {
  return `${host}\n${title}`;
}

function changeOf(
  { title, hosts, what: { change, state } }: AlikeHosts<Made>,
  command: Summary['command'],
  budget: Budget,
  isUndone: (host: string) => boolean,
): Markup {
  const back = hosts.filter(isUndone).length;
  const verb =
    state === 'pending' && !onlyLooks(command) ? 'foreseen, but not started,' : (VERBS[state] ?? state);
  const where = `${verb} on ${counted(hosts.length, 'host')}${back === 0 ? '' : `, undone on ${back}`}`;
  return markup`<article class="change">
<h3>${title}</h3>
<p><b class="what ${state}">${change.summary}</b> <span class="where">${where}</span></p>
${change.impact.map((impact) => markup`<p class="impact">Impact: ${impact}</p>`)}
${state === 'ok' ? NOTHING : undoOf(change)}
<details><summary>Hosts: ${named(hosts, 4)}</summary><p class="names">${hosts.join(', ')}</p></details>
${change.diff.length === 0 ? NOTHING : markup`<details class="difference"><summary>Differences</summary>${change.diff.map((one) => differenceOf(one, budget))}</details>`}
${change.operations.length === 0 ? NOTHING : markup`<details><summary>Operations</summary><pre>${change.operations.join('\n')}</pre></details>`}
</article>
`;
}

const VERBS: Partial<Record<TaskRecord['state'], string>> = {
  changed: 'changed',
  failed: 'tried, and failed,',
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
