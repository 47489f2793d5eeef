import { CELLS, cellOf } from './cell.ts';
import type { TaskRecord } from './task-record.ts';

/** What came of the items of a loop: `2 changed, 3 as wanted`. */
export function itemCounts(items: readonly Pick<TaskRecord, 'state' | 'undo'>[]): string {
  const kinds = items.map((item) => cellOf(item).kind);
  return Object.values(CELLS)
    .flatMap(({ kind, words }) => {
      const count = kinds.filter((one) => one === kind).length;
      return count === 0 ? [] : [`${count} ${words}`];
    })
    .join(', ');
}
