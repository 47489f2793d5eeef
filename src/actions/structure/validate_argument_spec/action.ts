import type { Action, Decision } from '../../../model/action.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import { satisfied } from '../../decision.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';
import { argumentMistakes } from './check-argument.ts';

const params = {
  argument_spec: {
    type: 'map',
    description: 'What there may be, as in `meta/argument_specs.yml`',
    required: true,
  },
  provided_arguments: { type: 'map', description: 'What there is', default: {} },
} as const;

type SpecParams = ParamsOf<typeof params>;

export const validateArgumentSpec: Action = defineAction({
  name: 'validate_argument_spec',
  collections: BUILTIN,
  summary: 'Check values against a description of what they must be',
  readOnly: true,
  params,
  example: `- name: The port is a number
  validate_argument_spec:
    argument_spec: {port: {type: int, required: true}}
    provided_arguments: {port: 80}
`,
  mistakeIn: (given) => {
    const [first, ...more] = mistakes(given);
    if (first === undefined) return undefined;
    const hint = 'the role says in `meta/argument_specs.yml` what it takes';
    return { why: [first, ...more].join('; '), hint };
  },
  observe: () => ({}),
  plan: planSpec,
});

function mistakes({ argument_spec: spec, provided_arguments: given }: SpecParams): readonly string[] {
  return argumentMistakes(spec, given);
}

export function planSpec(): Decision {
  return satisfied({ msg: 'The arg spec validation passed' });
}
