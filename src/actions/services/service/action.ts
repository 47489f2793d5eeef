import type { Action } from '../../../model/action.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';
import {
  ENABLED,
  hazardsOf,
  mistakeInName,
  NAME,
  planNamed,
  questionsAbout,
  STATE,
} from '../systemd/action.ts';

interface ServiceParams {
  readonly name: string;
  readonly enabled?: boolean;
  readonly state?: 'started' | 'stopped' | 'restarted' | 'reloaded';
}

/** Ansible's name for what works with any init system; here there is systemd. */
export const service: Action = defineAction({
  name: 'service',
  collections: BUILTIN,
  summary: 'Enable, start or stop a service',
  params: {
    type: 'object',
    properties: { name: NAME, enabled: ENABLED, state: STATE },
    required: ['name'],
    additionalProperties: false,
  },
  readOnly: false,
  example: `\
- name: The time is kept
  service:
    name: chronyd
    enabled: true
    state: started
`,
  hazards: hazardsOf,
  mistakeIn: ({ name }) => mistakeInName(name),
  observe: ({ name, state }: ServiceParams) => questionsAbout(name, state),
  plan: ({ name, enabled, state }, told) =>
    planNamed(name, { enabled, masked: undefined, state, reload: false }, told),
});
