import type { Action } from '../../../model/action.ts';
import { fileAt, LARGEST_TEXT } from '../../../probes/file/host-file.ts';
import { perhaps } from '../../../probes/probe.ts';
import { runningRules } from '../../../probes/rules/live.ts';
import { defineAction } from '../../define-action.ts';
import { tidyPath } from '../../files/host-file/path.ts';
import { loadedProperties } from './params.ts';
import { planIptablesLoaded } from './plan.ts';

export const iptablesLoaded: Action = defineAction({
  name: 'iptables_loaded',
  collections: [],
  summary: "Check that no chain has lost the administrator's rules that a file has for it",
  params: loadedProperties,
  readOnly: true,
  example: `\
- name: The administrators' own rules run, as they are saved
  iptables_loaded:
    path: /etc/sysconfig/iptables
`,
  observe: ({ path, family }) => ({
    live: perhaps(runningRules(family)),
    file: fileAt(tidyPath(path), LARGEST_TEXT),
  }),
  plan: planIptablesLoaded,
});
