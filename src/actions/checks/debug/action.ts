import type { Action, Decision } from '../../../model/action.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import { jsonText } from '../../../model/values/float-text.ts';
import { type JsonValue, jsonObject } from '../../../model/values/json.ts';
import { info, satisfied } from '../../decision.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';

const params = {
  msg: { type: 'any', description: 'What to print' },
  var: { type: 'expression', description: 'An expression to print with its value, without braces' },
  verbosity: {
    type: 'integer',
    description: 'Print nothing above this; only 0 prints',
    default: 0,
    minimum: 0,
  },
} as const;

type DebugParams = ParamsOf<typeof params>;

export const debug: Action = defineAction({
  name: 'debug',
  collections: BUILTIN,
  summary: 'Print a message or a value',
  readOnly: true,
  params,
  exclusive: [['msg', 'var']],
  example: `- name: Show where we are
  debug: {msg: "{{ inventory_hostname }} is in {{ group_names | join(', ') }}"}
`,
  observe: () => ({}),
  plan: planDebug,
});

export function planDebug({ msg, var: expression, verbosity }: DebugParams): Decision {
  if (verbosity > 0) {
    const why = 'Verbosity threshold not met.';
    return { kind: 'skipped', why, result: { skipped: true, skipped_reason: why } };
  }
  if (expression !== undefined) {
    const { text, value } = expression;
    return satisfied(jsonObject([[text, value]]), [info(`${text} = ${printed(value)}`)]);
  }
  const said = msg ?? 'Hello world!';
  return satisfied({ msg: said }, [info(printed(said))]);
}

function printed(value: JsonValue): string {
  return typeof value === 'string' ? value : jsonText(value);
}
