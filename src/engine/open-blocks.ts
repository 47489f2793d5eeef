import type { PlannedTask } from '../model/playbook/plan.ts';
import type { BlockArm } from '../model/playbook/structure.ts';

/** A block that is being walked through. */
export interface OpenBlock {
  readonly block: number;
  arm: BlockArm['arm'];
  /** `failed`: a task of its first arm failed, which `rescue` may answer to; `lost`: nothing does any more. */
  state: 'sound' | 'failed' | 'rescuing' | 'lost';
  /** What made it fail. */
  by: PlannedTask | undefined;
}

/** Leaves the blocks that the next task is not in. One that nothing rescued fails the one around it; false: there is none. */
export function closeOthers(open: OpenBlock[], within: readonly BlockArm[]): boolean {
  const common = open.findIndex(({ block }, index) => within[index]?.block !== block);
  while (common >= 0 && open.length > common) {
    const left = open.pop();
    if (left?.by === undefined || left.state === 'rescuing') continue;
    if (!fail(open, left.by)) return false;
  }
  return true;
}

export function enter(open: OpenBlock[], within: readonly BlockArm[]): void {
  for (const [index, { block, arm }] of within.entries()) {
    const already = open[index];
    if (already === undefined) open.push({ block, arm, state: 'sound', by: undefined });
    else already.arm = arm;
  }
}

export function isReached({ arm, state }: OpenBlock): boolean {
  switch (arm) {
    case 'block':
      return state === 'sound';
    case 'rescue':
      return state === 'failed' || state === 'rescuing';
    case 'always':
      return true;
  }
}

/** The failure that a task answers to as the first one of a `rescue`. */
export function rescuedBy(open: readonly OpenBlock[]): PlannedTask | undefined {
  const first = open.find(({ arm, state }) => arm === 'rescue' && state === 'failed');
  if (first === undefined) return undefined;
  first.state = 'rescuing';
  return first.by;
}

/** Notes a failure in the innermost block. False: there is none. */
export function fail(open: readonly OpenBlock[], by: PlannedTask): boolean {
  const innermost = open.at(-1);
  if (innermost === undefined) return false;
  innermost.state = innermost.arm === 'block' ? 'failed' : 'lost';
  innermost.by = by;
  return true;
}

export function isRescuedLater({ block, arm }: BlockArm, todo: readonly PlannedTask[]): boolean {
  return (
    arm === 'block' &&
    todo.some(({ task }) => task.within.some((other) => other.block === block && other.arm === 'rescue'))
  );
}
