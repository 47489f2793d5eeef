import type { Action, Decision } from '../../../model/action.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import { info, satisfied } from '../../decision.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';

const params = {
  that: {
    type: 'conditions',
    required: true,
    description: 'Conditions that must all hold, written as in `when`',
  },
  fail_msg: { type: 'string', description: 'What to say when one does not hold', aliases: ['msg'] },
  success_msg: { type: 'string', description: 'What to say when all hold' },
  quiet: { type: 'boolean', description: 'Say nothing when all hold', default: false },
} as const;

type AssertParams = ParamsOf<typeof params>;

export const assert: Action = defineAction({
  name: 'assert',
  collections: BUILTIN,
  summary: 'Check that conditions hold',
  readOnly: true,
  params,
  example: `- name: The nodes are named
  assert:
    that: ["groups['nodes'] | length > 0"]
    fail_msg: there is no host in the group nodes
`,
  observe: () => ({}),
  plan: planAssert,
});

export function planAssert({
  that,
  fail_msg: failMsg,
  success_msg: successMsg,
  quiet,
}: AssertParams): Decision {
  const broken = that.find(({ holds }) => !holds);
  if (broken !== undefined) {
    return {
      kind: 'refused',
      why: failMsg ?? `this does not hold: ${broken.text}`,
      hint: failMsg === undefined ? undefined : `it checked: ${broken.text}`,
      result: { msg: failMsg ?? 'Assertion failed', assertion: broken.text, evaluated_to: false },
    };
  }
  const messages = successMsg === undefined || quiet ? [] : [info(successMsg)];
  return satisfied({ msg: successMsg ?? 'All assertions passed' }, messages);
}
