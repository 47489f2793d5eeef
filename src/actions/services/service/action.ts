import type { Action } from '../../../model/action.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';
import type { UnitEffect } from '../../unit-effect.ts';
import {
  ENABLED,
  hazardsBy,
  mistakeInName,
  NAME,
  planNamed,
  questionsAbout,
  STATE,
} from '../systemd/named-unit.ts';

/** Ansible's name for what works with any init system; here there is systemd. */
export function serviceWith(effects: readonly UnitEffect[]): Action {
  return defineAction({
    name: 'service',
    collections: BUILTIN,
    summary: 'Enable, start or stop a service',
    params: { name: { ...NAME, required: true }, enabled: ENABLED, state: STATE },
    readOnly: false,
    example: `\
- name: The time is kept
  service:
    name: chronyd
    enabled: true
    state: started
`,
    hazards: hazardsBy(effects),
    mistakeIn: ({ name }) => mistakeInName(name),
    observe: ({ name, state }) => questionsAbout(name, state, effects),
    plan: ({ name, enabled, state }, told) =>
      planNamed(name, { enabled, masked: undefined, state, reload: false }, told, effects),
  });
}
