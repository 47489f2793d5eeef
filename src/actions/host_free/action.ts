import type { Action, Answer, Decision } from '../../model/action.ts';
import { answerAt, keyValues, linesOf, troubleIn } from '../answer.ts';
import { refused, satisfied } from '../decision.ts';
import { defineAction } from '../define-action.ts';

export const hostFree: Action = defineAction<Record<never, never>>({
  name: 'host_free',
  collections: [],
  summary: 'Check that no other run has this host',
  readOnly: true,
  params: { type: 'object', properties: {}, required: [], additionalProperties: false },
  example: `- name: No other run has this host
  host_free:
`,
  observe: () => [{ argv: ['rr_held'] }],
  plan: (_params, answers) => planHostFree(answers),
});

export function planHostFree(answers: readonly Answer[]): Decision {
  const answer = answerAt(answers, 0);
  const trouble = troubleIn(answer);
  if (trouble !== undefined)
    return refused(`whether another run has this host cannot be told: ${trouble}`, undefined);
  const lines = linesOf(answer);
  const wrong = lines.find((line) => line.startsWith('wrong '));
  if (wrong !== undefined) {
    return refused(
      `no record of a run can be kept here: ${wrong.slice(6)}`,
      'put it right on the host: it must belong to the user alone',
    );
  }
  const owner = keyValues(lines);
  const run = owner.get('run');
  if (run === undefined) return satisfied({});
  return refused(
    `run ${run} has this host since ${owner.get('since') ?? 'an unknown time'}`,
    `wait for it, or if that run is no longer alive: rulerun rollback ${run}`,
  );
}
