import type { Action } from '../../../model/action.ts';
import { satisfied } from '../../decision.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';
import { argumentErrors } from './check-argument.ts';

const params = {
  argument_spec: {
    type: 'map',
    description: 'What there may be, as in `meta/argument_specs.yml`',
    required: true,
  },
  provided_arguments: { type: 'map', description: 'What there is', default: {} },
  validate_args_context: {
    type: 'map',
    description: 'Whose arguments they are, for the result',
    default: {},
  },
} as const;

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
  mistakeIn: ({ argument_spec: spec, provided_arguments: given, validate_args_context: context }) => {
    const errors = argumentErrors(spec, given);
    if (errors.length === 0) return undefined;
    return {
      why: errors.join('; '),
      hint: 'the role says in `meta/argument_specs.yml` what it takes',
      result: {
        validate_args_context: context,
        msg: `Validation of arguments failed:\n${errors.join('\n')}`,
        argument_spec_data: spec,
        argument_errors: errors,
      },
    };
  },
  observe: () => ({}),
  plan: ({ validate_args_context: context }) =>
    satisfied({ validate_args_context: context, msg: 'The arg spec validation passed' }),
});
