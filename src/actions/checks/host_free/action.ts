import type { Action, Decision } from '../../../model/action.ts';
import { wayOut } from '../../../model/run/failure.ts';
import { type Standing, standing } from '../../../probes/lock/standing.ts';
import { refused, satisfied } from '../../decision.ts';
import { defineAction } from '../../define-action.ts';

export const hostFree: Action = defineAction({
  name: 'host_free',
  collections: [],
  summary: 'Check that no other run has this host',
  readOnly: true,
  params: {},
  example: `- name: No other run has this host
  host_free:
`,
  observe: () => ({ standing }),
  plan: (_, told) => planHostFree(told.standing),
});

function planHostFree({ wrong, holder }: Standing): Decision {
  if (wrong !== undefined)
    return refused(wrong, 'put it right on the host: it must belong to the user alone');
  if (holder === undefined) return satisfied({});
  return refused(
    `run ${holder.run} has this host since ${holder.since || 'an unknown time'}`,
    wayOut(holder.run),
  );
}
