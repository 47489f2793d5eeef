import { taskKey } from '../../model/playbook/plan.ts';
import type { OfUndo, OnHost, RunEvent } from '../../model/run/event.ts';
import { playOf } from '../../model/run/host-run.ts';
import { stepKey } from './step-key.ts';
import { stateIn, strongest, type TaskState } from './task-state.ts';
import { inTreeOrder, newTaskTree, type TaskNode } from './task-tree.ts';

/** What came of the tasks on one host, in numbers. A loop is one task. */
export interface Counts {
  /** Checks that passed and tasks that were as wanted. */
  readonly ok: number;
  readonly changed: number;
  readonly skipped: number;
  /** Tasks that failed, those left out that were rescued or ignored. */
  readonly failed: number;
  /** Tasks whose failure a `rescue` answered. */
  readonly rescued: number;
  readonly ignored: number;
  readonly undone: number;
  /** What a preview expects to change. */
  readonly pending: number;
}

/** Counts that grow with the events of their host. */
export interface Tally {
  add(event: RunEvent & OnHost): void;
  /** Takes back what tasks came to so far, but not the checks before them, nor what is expected to change. */
  forgetPreview(): void;
  counts(): Counts;
}

/** What is counted of a task: what it came to, and what earlier turns of it came to, as handlers have several. */
interface Counted {
  state: TaskState | undefined;
  readonly earlier: TaskState[];
}

type Node = TaskNode<Counted>;

export function newTally(): Tally {
  let tree = newCounted();
  let checks: readonly TaskState[] = [];
  let pending: number | undefined;
  /** The tasks that were undone, or else steps. */
  const undone = new Set<string>();

  function begin(node: Node): void {
    const came = cameOf(node);
    if (came !== undefined && came !== 'started') node.what.earlier.push(came);
    node.what.state = undefined;
    tree.clear(node);
  }

  return {
    add(event) {
      if (event.type === 'undo.done') undone.add(undoKey(event));
      const state = stateIn(event);
      if (state === undefined || !('task' in event)) return;
      const node = tree.at(event);
      if (event.type === 'task.started') begin(node);
      node.what.state = state;
    },
    forgetPreview() {
      const found = inTreeOrder(tree.roots());
      checks = found.flatMap(({ node }) => (node.task.section === 'preflight' ? statesOf(node) : []));
      pending = found.filter(({ node }) => cameOf(node) === 'pending').length;
      tree = newCounted();
    },
    counts() {
      const states = [...checks, ...inTreeOrder(tree.roots()).flatMap(({ node }) => statesOf(node))];
      const count = (...wanted: readonly TaskState[]): number =>
        states.filter((state) => wanted.includes(state)).length;
      return {
        ok: count('ok'),
        changed: count('changed'),
        skipped: count('skipped'),
        failed: count('failed', 'refused'),
        rescued: count('rescued'),
        ignored: count('ignored'),
        undone: undone.size,
        pending: pending ?? count('pending'),
      };
    },
  };
}

function undoKey(event: OfUndo): string {
  const { of, visitor = '', hostRun } = event;
  return of === undefined ? stepKey(event, playOf(hostRun)) : `${visitor} ${taskKey(of)}`;
}

function newCounted(): ReturnType<typeof newTaskTree<Counted>> {
  return newTaskTree({ nothing: (): Counted => ({ state: undefined, earlier: [] }), loops: 'apart' });
}

function cameOf({ what, items }: Node): TaskState | undefined {
  return strongest(items.flatMap((item) => item.what.state ?? [])) ?? what.state;
}

/**
 * As Ansible counts: each include of a loop, and where a failure is passed over, what else of the loop has changed
 * something.
 */
function statesOf(node: Node): readonly TaskState[] {
  const came = cameOf(node);
  const { earlier } = node.what;
  if (came === undefined) return earlier;
  const includes = node.items.filter(({ included }) => included.length > 0);
  if (includes.length > 0) return [...earlier, ...includes.flatMap(({ what }) => what.state ?? [])];
  const also = came === 'ignored' && node.items.some(({ what }) => what.state === 'changed');
  return [...earlier, came, ...(also ? (['changed'] as const) : [])];
}
