import { groupedBy } from '../../model/values/grouped.ts';
import { duration } from '../../text/duration.ts';
import { named } from '../../text/words.ts';
import { CELLS, wordsOf } from '../fold/cell.ts';
import { needsAttention } from '../fold/outcome-word.ts';
import { type HostReport, type Problem, type RunReport, worstFirst } from '../fold/run-report.ts';
import { tasksIn } from '../fold/tasks-in.ts';
import { type Markup, markup, NOTHING } from '../markup.ts';
import { pill } from './pill.ts';
import { taskRow } from './task-row.ts';
import { hostLine } from './timeline.ts';

/** Up to this number of hosts that need attention are unfolded. */
const OPEN_UP_TO = 10;

/** What needs a person, the worst first; hosts with the same reason together. */
export function attention({ hosts }: RunReport, anchorOf: (host: HostReport) => string): Markup {
  const bad = worstFirst(hosts).filter(({ word }) => needsAttention(word));
  const groups = groupedBy(bad, (host) => {
    const reason = host.why ?? host.problems.map(({ what, message }) => `${message} ${what}`).join(' ');
    return [host.word, reason, ...wouldChange(host)].join('\n');
  });
  if (groups.size === 0) return NOTHING;
  return markup`<section id="attention"><h2>What needs attention</h2>
${[...groups.values()].map((group) => reasonOf(group, anchorOf))}</section>
`;
}

function reasonOf(hosts: readonly HostReport[], anchorOf: (host: HostReport) => string): Markup {
  const [first] = hosts;
  if (first === undefined) return NOTHING;
  const links = hosts.map((host) => markup`<a href="#${anchorOf(host)}">${host.host}</a> `);
  return markup`<article class="problem">
<h3>${pill(first.word)} ${named(
    hosts.map(({ host }) => host),
    4,
  )}</h3>
${first.why === undefined ? NOTHING : markup`<p class="why">${first.why}</p>`}
${problems(first.problems, first.why)}
${wouldChange(first).map((change) => markup`<p>${change}</p>`)}
${
  hosts.length === 1
    ? markup`<p>What was done on it: ${links}</p>`
    : markup`<details><summary>All ${hosts.length} hosts</summary><p class="names">${links}</p></details>`
}
</article>
`;
}

/** What a look found that would have to be changed. */
function wouldChange({ word, tasks }: HostReport): readonly string[] {
  if (word !== 'drifted') return [];
  return tasksIn(tasks).flatMap(({ record: { state, title, change, items } }) => {
    if (state !== 'pending') return [];
    const changes = [change, ...items.map((item) => item.change)].flatMap((one) => one?.summary ?? []);
    return [changes.length === 0 ? title : `${title}: ${changes.join(', ')}`];
  });
}

/** What went wrong, where the reason does not say it all. */
function problems(found: readonly Problem[], why: string | undefined): Markup {
  const more = found.filter(({ message, hint }) => hint !== undefined || why?.includes(message) !== true);
  return markup`${more.map(
    ({ what, message, hint }) =>
      markup`<pre>${message}</pre><p class="where">${what}</p>${hint === undefined ? NOTHING : markup`<p class="hint">Hint: ${hint}</p>`}`,
  )}`;
}

/** Every host with its tasks, folded. */
export function everyHost(
  { hosts, endMs, summary }: RunReport,
  anchorOf: (host: HostReport) => string,
): Markup {
  const bad = hosts.filter(({ word }) => needsAttention(word)).length;
  return markup`<section id="hosts"><h2>Every host</h2>
${worstFirst(hosts).map((host) => oneHost(host, { endMs, command: summary.command }, anchorOf(host), bad <= OPEN_UP_TO && needsAttention(host.word)))}</section>
`;
}

function oneHost(
  host: HostReport,
  { endMs, command }: Pick<RunReport, 'endMs'> & Pick<RunReport['summary'], 'command'>,
  anchor: string,
  open: boolean,
): Markup {
  const counts = [
    ...some(host.changed, 'changed'),
    ...some(host.changed === 0 ? host.pending : 0, wordsOf(CELLS.pending, command)),
    ...some(host.ok, 'as wanted'),
    ...some(host.skipped, 'skipped'),
    ...some(host.failed, 'failed'),
    ...some(host.rescued, 'rescued'),
    ...some(host.ignored, 'ignored'),
    ...some(host.undone, 'undone'),
  ].join(', ');
  const after = host.elapsedMs === undefined ? '' : ` after ${duration(host.elapsedMs)}`;
  return markup`<details class="host" id="${anchor}"${open ? markup` open` : NOTHING}><summary><b>${host.host}</b> ${pill(host.word)} <span class="where">${counts}${after}</span></summary>
${host.why === undefined ? NOTHING : markup`<p class="why">${host.why}</p>`}
${problems(host.problems, host.why)}
${hostLine(host, endMs)}
${
  host.tasks.length === 0
    ? NOTHING
    : markup`<div class="scroll"><table><thead><tr><th scope="col"></th><th scope="col">task</th><th scope="col">what came of it</th><th scope="col">after</th><th scope="col">took</th></tr></thead><tbody>
${tasksIn(host.tasks).map((placed) => taskRow(placed, command))}</tbody></table></div>`
}
</details>
`;
}

function some(count: number, words: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${words}`];
}
