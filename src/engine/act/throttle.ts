import { NOTHING_PENDING } from '../../resolve/evaluator.ts';
import type { Awaitable } from '../awaitable.ts';
import { type Company, wordFor } from '../company/company.ts';
import { isThrottled } from '../company/places.ts';
import type { HostState } from '../hosts/host-state.ts';
import { asMet } from '../look/prepare.ts';
import type { Visit } from '../walk.ts';

/** Does a task in its turn, where only so many hosts may do it at the same time. */
export function throttled<Came>(
  { planned }: Visit,
  { company, state }: { readonly company: Company<unknown>; readonly state: HostState },
  work: () => Awaitable<Came>,
): Awaitable<Came> {
  // What is done once is done by one host alone.
  if (!isThrottled(planned.task) || planned.task.across.runOnce) return work();
  const { throttle = 0 } = asMet(planned, { state, pending: NOTHING_PENDING }).task.across;
  return throttle > 0 ? company.slots(wordFor(planned), throttle)(async () => work()) : work();
}
