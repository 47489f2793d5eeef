import type { Position } from '../values/position.ts';
import type { MapEntry } from '../values/tree.ts';
import { ALONE, type LooseTask } from './playbook.ts';
import { OPEN } from './structure.ts';

/** A task that no file has: it says nothing but what it calls, and with what. */
export function blankTask(
  name: string,
  action: string,
  entries: readonly MapEntry[],
  at: Position,
): LooseTask {
  return {
    ...ALONE,
    ...OPEN,
    ...{ name, action, at },
    params: { kind: 'map', entries, at },
    around: undefined,
    environment: undefined,
    changedWhen: undefined,
    failedWhen: undefined,
    register: undefined,
    listen: [],
    undo: undefined,
    irreversible: false,
    allows: [],
    impact: undefined,
  };
}
