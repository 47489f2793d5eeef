import type { Action, Decision } from '../../../model/action.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import { type JsonValue, jsonObject } from '../../../model/values/json.ts';
import { refused } from '../../decision.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';

const params = {
  facts: {
    type: 'map',
    description: 'The variables by their names, each as a parameter of its own',
    default: {},
  },
  cacheable: {
    type: 'boolean',
    description:
      'True: they are facts of the host as well: members of `ansible_facts`, until `meta: clear_facts`',
    default: false,
  },
} as const;

export const setFact: Action = defineAction({
  name: 'set_fact',
  collections: BUILTIN,
  summary: 'Set variables of the host for the rest of the run',
  readOnly: false,
  params,
  others: 'facts',
  example: `- name: Remember where the data is
  set_fact: {data_dir: "/srv/{{ inventory_hostname }}"}
`,
  sets: (given) => given.map((name) => (name === 'cacheable' ? 'ansible_facts' : name)),
  observe: () => ({}),
  plan: planSetFact,
});

export function planSetFact({ facts, cacheable }: ParamsOf<typeof params>): Decision {
  const names = Object.keys(facts);
  const wrong = names.find((name) => !/^[A-Za-z_]\w*$/.test(name));
  if (wrong !== undefined)
    return refused(`\`${wrong}\` cannot be the name of a variable`, 'use letters, digits and underscores');
  if (names.length === 0) return refused('nothing is set', 'write `set_fact: {name: value}`');
  const values = jsonObject(Object.entries(facts).map(([name, value]) => [name, asSet(value)] as const));
  return {
    kind: 'satisfied',
    result: jsonObject([['ansible_facts', values]]),
    messages: [],
    effect: { kind: 'set-facts', values, ...(cacheable ? { asFacts: true as const } : {}) },
  };
}

/** A text that is one of these words is true or false, as in Ansible. */
function asSet(value: JsonValue): JsonValue {
  if (typeof value !== 'string') return value;
  if (/^(?:true|yes)$/i.test(value)) return true;
  return /^(?:false|no)$/i.test(value) ? false : value;
}
