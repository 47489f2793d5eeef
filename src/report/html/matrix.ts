import type { RunCommand } from '../../model/run/event.ts';
import { groupedBy } from '../../model/values/grouped.ts';
import { counted } from '../../text/words.ts';
import { CELLS, type CellKind, wordsOf } from '../fold/cell.ts';
import { type HostReport, type RunReport, worstFirst } from '../fold/run-report.ts';
import { type Markup, markup, NOTHING } from '../markup.ts';
import { pill } from './pill.ts';
import { type TaskColumn, taskColumns } from './task-columns.ts';

/** Up to this number of hosts each has a row of its own; above, hosts with equal rows share one. */
const EACH_UP_TO = 40;

interface MatrixRow {
  readonly hosts: readonly HostReport[];
  readonly kinds: readonly (CellKind | undefined)[];
}

/** Hosts against tasks. `anchorOf` gives the place of a host in the page. */
export function matrix(report: RunReport, anchorOf: (host: HostReport) => string): Markup {
  const { plays, hosts } = report;
  const columns = taskColumns(report);
  if (columns.length === 0) return NOTHING;
  const rows = rowsOf(worstFirst(hosts), columns);
  return markup`<section id="matrix"><h2>Hosts × tasks</h2>
${legend(rows, report.summary.command)}
<div class="scroll"><table class="matrix">
<thead>${plays.length > 1 ? playHeads(plays, columns) : NOTHING}<tr><th scope="col">${hosts.length > EACH_UP_TO ? 'hosts' : 'host'}</th><th scope="col">outcome</th>${columns.map(columnHead)}</tr></thead>
<tbody>
${rows.map((row) => matrixRow(row, anchorOf))}</tbody></table></div></section>
`;
}

function columnHead({ task, title, depth }: TaskColumn): Markup {
  const kind = task.section === 'tasks' ? task.arm : task.section.replace(/s$/, '');
  const mark = kind === undefined ? NOTHING : markup`<small>${kind}:</small> `;
  const below = depth === 0 ? NOTHING : markup`<small>${'↳ '.repeat(depth)}</small>`;
  return markup`<th scope="col" class="task"><span title="${title}">${below}${mark}${title}</span></th>`;
}

function playHeads(plays: RunReport['plays'], columns: readonly TaskColumn[]): Markup {
  const names = new Map(
    plays.flatMap(({ name, tasks }) => tasks.map(({ task }) => [task.play, name] as const)),
  );
  const widths = [...groupedBy(columns, ({ task }) => task.play)];
  return markup`<tr><th colspan="2"></th>${widths.map(([play, { length }]) => markup`<th colspan="${length}" scope="colgroup">${names.get(play) ?? ''}</th>`)}</tr>`;
}

function matrixRow({ hosts, kinds }: MatrixRow, anchorOf: (host: HostReport) => string): Markup {
  const [first] = hosts;
  if (first === undefined) return NOTHING;
  const links = hosts.map((host) => markup`<a href="#${anchorOf(host)}">${host.host}</a> `);
  const name =
    hosts.length === 1
      ? (links[0] ?? NOTHING)
      : markup`<details><summary>${first.host} and ${counted(hosts.length - 1, 'other')}</summary>${links}</details>`;
  return markup`<tr><th scope="row">${name}</th><td>${pill(first.word)}</td>${kinds.map((kind) =>
    kind === undefined ? markup`<td></td>` : markup`<td class="c ${kind}">${CELLS[kind].sign}</td>`,
  )}</tr>
`;
}

function rowsOf(hosts: readonly HostReport[], columns: readonly TaskColumn[]): readonly MatrixRow[] {
  const rows = hosts.map(
    (host): MatrixRow => ({ hosts: [host], kinds: columns.map(({ cells }) => cells.get(host.host)) }),
  );
  if (hosts.length <= EACH_UP_TO) return rows;
  const alike = groupedBy(rows, ({ hosts: [host], kinds }) => `${host?.word} ${kinds.join(' ')}`);
  return [...alike.values()].map((group) => ({
    hosts: group.flatMap((row) => row.hosts),
    kinds: group[0]?.kinds ?? [],
  }));
}

/** What the signs mean, those that are in the table. */
function legend(rows: readonly MatrixRow[], command: RunCommand): Markup {
  const seen = new Set(rows.flatMap(({ kinds }) => kinds));
  const entries = Object.values(CELLS).filter(({ kind }) => seen.has(kind));
  return markup`<p class="legend">${entries.map((cell) => markup`<span><b class="c ${cell.kind}">${cell.sign}</b> ${wordsOf(cell, command)}</span> `)}</p>`;
}
