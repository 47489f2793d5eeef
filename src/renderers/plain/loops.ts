import { taskKey } from '../../model/playbook/plan.ts';
import type { OnHost, RunEvent } from '../../model/run/event.ts';

/** A loop that a host is through with, and in which something has changed. */
export interface ChangedLoop extends OnHost {
  readonly name: string;
  readonly items: number;
  /** The words of those that have changed, in their order. */
  readonly changed: readonly string[];
  readonly elapsedMs: number;
}

/** Puts together what the items of a loop changed on a host, so that it is told once. */
export interface LoopFold {
  add(event: RunEvent): Folded;
}

interface Folded {
  /** The loop that the event ends, or that ended before it. */
  readonly ended: ChangedLoop | undefined;
  /** True for a change that is told with its loop. */
  readonly isInLoop: boolean;
}

interface OpenLoop {
  readonly key: string;
  readonly name: string;
  readonly items: number;
  readonly changed: string[];
  ended: number;
  elapsedMs: number;
}

/** `nameOf`: what a loop is called. */
export function foldLoops(nameOf: (event: RunEvent & { readonly type: 'task.started' }) => string): LoopFold {
  const open = new Map<string, OpenLoop>();

  function leave(host: string): ChangedLoop | undefined {
    const loop = open.get(host);
    open.delete(host);
    if (loop === undefined || loop.changed.length === 0) return undefined;
    const { name, items, changed, elapsedMs } = loop;
    return { host, name, items, changed, elapsedMs };
  }

  function inside(event: RunEvent & OnHost, loop: OpenLoop): Folded {
    if (!isEndOf(event)) return { ended: undefined, isInLoop: false };
    loop.ended += 1;
    const isInLoop = event.type === 'task.changed';
    if (isInLoop) {
      loop.changed.push(event.task.item ?? '');
      loop.elapsedMs += event.elapsedMs;
    }
    return { ended: loop.ended < loop.items ? undefined : leave(event.host), isInLoop };
  }

  return {
    add(event) {
      if (!('host' in event)) return { ended: undefined, isInLoop: false };
      const loop = open.get(event.host);
      if (loop !== undefined && 'task' in event && taskKey(event.task) === loop.key)
        return inside(event, loop);
      const ended = leave(event.host);
      if (event.type === 'task.started' && event.items !== undefined) {
        const { host, task, items } = event;
        open.set(host, {
          key: taskKey(task),
          name: nameOf(event),
          items,
          changed: [],
          ended: 0,
          elapsedMs: 0,
        });
      }
      return { ended, isInLoop: false };
    },
  };
}

/** True for what ends an item. */
function isEndOf(event: RunEvent): boolean {
  switch (event.type) {
    case 'task.changed':
    case 'task.satisfied':
    case 'task.skipped':
      return true;
    case 'task.failed':
      return event.retriesLeft === undefined;
    default:
      return false;
  }
}
