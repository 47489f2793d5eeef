import type { Action, Answer, Decision } from '../../model/action.ts';
import { wayOut } from '../../model/failure.ts';
import { answerAt } from '../answer.ts';
import { refused, satisfied } from '../decision.ts';
import { defineAction } from '../define-action.ts';
import { readStanding, standingQuestion } from './standing.ts';

export const hostFree: Action = defineAction<Record<never, never>>({
  name: 'host_free',
  collections: [],
  summary: 'Check that no other run has this host',
  readOnly: true,
  params: { type: 'object', properties: {}, required: [], additionalProperties: false },
  example: `- name: No other run has this host
  host_free:
`,
  observe: () => [standingQuestion],
  plan: (_params, answers) => planHostFree(answers),
});

export function planHostFree(answers: readonly Answer[]): Decision {
  const { wrong, holder } = readStanding(answerAt(answers, 0));
  if (wrong !== undefined)
    return refused(wrong, 'put it right on the host: it must belong to the user alone');
  if (holder === undefined) return satisfied({});
  return refused(
    `run ${holder.run} has this host since ${holder.since || 'an unknown time'}`,
    wayOut(holder.run),
  );
}
