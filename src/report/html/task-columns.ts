import type { Section, TaskAddress } from '../../model/playbook/plan.ts';
import { type CellKind, cellOf, worstCell } from '../fold/cell.ts';
import type { RunReport } from '../fold/run-report.ts';
import type { TaskRecord } from '../fold/task-record.ts';
import { inTreeOrder, newTaskTree, type TaskTree, titlesIn } from '../fold/task-tree.ts';

/** A task of a run and what came of it on every host. */
export interface TaskColumn {
  readonly task: TaskAddress;
  readonly title: string;
  /** How deep it stands below includes. */
  readonly depth: number;
  /** By host. */
  readonly cells: ReadonlyMap<string, CellKind>;
}

/** Those of a playbook that are only needed sometimes: nobody came to them, and nothing is missing. */
const RARE: ReadonlySet<Section> = new Set<Section>(['handlers']);

/** The tasks of a run in their order, those that are included among them; without handlers and rescues that nobody needed. */
export function taskColumns({ plays, hosts }: RunReport): readonly TaskColumn[] {
  const tree: TaskTree<Map<string, CellKind>> = newTaskTree({
    nothing: () => new Map(),
    loops: 'whole',
    titles: titlesIn(plays),
  });
  for (const { tasks } of plays) for (const on of tasks) tree.at(on);
  for (const { host, tasks } of hosts) fill(tasks, host, tree);
  return inTreeOrder(tree.roots()).flatMap(({ node: { task, title, what: cells }, depth }) => {
    const isRare = RARE.has(task.section) || task.arm === 'rescue';
    return isRare && cells.size === 0 ? [] : [{ task, title, depth, cells }];
  });
}

function fill(records: readonly TaskRecord[], host: string, tree: TaskTree<Map<string, CellKind>>): void {
  for (const record of records) {
    const { what: cells } = tree.at(record);
    const { kind } = cellOf(record);
    cells.set(host, worstCell(cells.get(host) ?? kind, kind));
    for (const item of record.items) {
      tree.at(item);
      fill(item.included, host, tree);
    }
    fill(record.included, host, tree);
  }
}
