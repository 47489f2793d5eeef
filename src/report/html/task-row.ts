import type { RunCommand } from '../../model/run/event.ts';
import { describeFailure } from '../../model/run/failure.ts';
import { nameOf, withPlace } from '../../model/run/told-name.ts';
import { groupedBy } from '../../model/values/grouped.ts';
import { duration } from '../../text/duration.ts';
import { counted } from '../../text/words.ts';
import { cellOf, wordsOf } from '../fold/cell.ts';
import { itemCounts } from '../fold/item-counts.ts';
import type { TaskRecord } from '../fold/task-record.ts';
import type { TaskInPlace } from '../fold/tasks-in.ts';
import { type Markup, markup, NOTHING } from '../markup.ts';

/** A task of a host as a row: what it includes stands below it, its items are folded. */
export function taskRow({ record, depth, of }: TaskInPlace, command: RunCommand): Markup {
  const { sign, kind } = cellOf(record);
  const { startedAt, endedAt } = record;
  const at = startedAt ?? endedAt;
  const took = startedAt === undefined || endedAt === undefined ? '' : duration(endedAt - startedAt);
  const below = depth === 0 ? NOTHING : markup`<span class="below">${'↳ '.repeat(depth)}</span>`;
  const name = markup`${below}${withPlace(nameOf(record.task, record.title), record.delegate)}${of === undefined ? NOTHING : markup` <span class="where">[${of}]</span>`}`;
  return markup`<tr><td class="c ${kind}">${sign}</td><th scope="row">${name}</th><td>${record.items.length === 0 ? toldOf(record, command) : itemsOf(record, command)}</td><td class="n">${at === undefined ? '' : duration(at)}</td><td class="n">${took}</td></tr>
`;
}

function toldOf(record: TaskRecord, command: RunCommand): string {
  const { change, why, messages, attempts, undo, state } = record;
  const also = undo === 'undone' && state === 'failed' ? ', undone' : '';
  const tries = attempts === undefined ? '' : ` after ${counted(attempts, 'attempt')}`;
  return [
    wordsOf(cellOf(record), command) + also + tries,
    change?.summary,
    why,
    ...messages.map(({ text }) => text),
  ]
    .filter((text) => text !== undefined)
    .join(': ');
}

/** Those to which something happened one by one, the others by their names alone. */
function itemsOf({ items }: TaskRecord, command: RunCommand): Markup {
  const head = `${counted(items.length, 'item')}: ${itemCounts(items)}`;
  const plain = items.filter(isPlain);
  const others = items.filter((item) => !isPlain(item));
  const rows = others.map((item) => {
    const { sign, kind } = cellOf(item);
    const why = item.failure === undefined ? '' : `: ${describeFailure(item.failure)}`;
    return markup`<li><b class="c ${kind}">${sign}</b> <b>${item.task.item ?? ''}</b> ${toldOf(item, command)}${why}</li>
`;
  });
  const alike = [...groupedBy(plain, (item) => cellOf(item).words)].map(
    ([words, group]) => markup`<li>${words}: ${group.map(({ task }) => task.item).join(', ')}</li>
`,
  );
  return markup`<details><summary>${head}</summary><ul class="items">${rows}${alike}</ul></details>`;
}

function isPlain({ change, failure, messages, attempts, undo }: TaskRecord): boolean {
  return (
    change === undefined &&
    failure === undefined &&
    messages.length === 0 &&
    attempts === undefined &&
    undo === undefined
  );
}
