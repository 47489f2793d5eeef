import type { Action, Decision } from '../../../model/action.ts';
import { type JsonObject, jsonObject } from '../../../model/values/json.ts';
import { gatheredFacts } from '../../decision.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';
import { services } from './services.ts';

export const serviceFacts: Action = defineAction({
  name: 'service_facts',
  collections: BUILTIN,
  summary: 'Tell which services there are and how they are, as `ansible_facts.services`',
  params: {},
  readOnly: true,
  sets: () => ['ansible_facts', 'services'],
  example: `\
- name: Learn which services there are
  service_facts:
`,
  observe: () => ({ services }),
  plan: (_, told) => planServices(told.services),
});

function planServices(found: JsonObject): Decision {
  if (Object.keys(found).length > 0) return gatheredFacts(jsonObject([['services', found]]));
  return {
    kind: 'skipped',
    why: 'no services were found: the user may not see them, or their manager is not known',
    result: jsonObject([
      ['skipped', true],
      [
        'msg',
        'Failed to find any services. This can be due to privileges or some other configuration issue.',
      ],
    ]),
  };
}
