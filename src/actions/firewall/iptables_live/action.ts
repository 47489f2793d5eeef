import { isAdmins } from '../../../firewall/owners/owner.ts';
import type { Action } from '../../../model/action.ts';
import { fileAt, LARGEST_TEXT } from '../../../probes/file/host-file.ts';
import { type Live, runningRules } from '../../../probes/rules/live.ts';
import { factsOfProgram, programFor } from '../../../probes/rules/program.ts';
import { blindTo } from '../../../probes/rules/saves.ts';
import { usualOf } from '../../../probes/rules/which-program.ts';
import { hindered, refused } from '../../decision.ts';
import { defineAction } from '../../define-action.ts';
import { tidyPath } from '../../files/host-file/path.ts';
import { chainProperties } from '../iptables_chain/params.ts';
import { wishesFromFile } from './file-wishes.ts';
import { planLive } from './plan.ts';
import { said, wishesFromRules } from './wishes.ts';

const params = {
  rules: {
    type: 'map',
    description:
      'The rules of each chain in their order, as behind `iptables -A CHAIN`: built-in chains and those of the administrator',
  },
  from_file: {
    type: 'path',
    description: 'A file on the host that iptables-restore can load; what it has of other owners is left out',
  },
  table: {
    type: 'string',
    description:
      'The table of the chains in `rules`, without it filter; with `from_file`, the only one that is looked at',
    enum: ['filter', 'nat', 'mangle', 'raw', 'security'],
  },
  family: chainProperties.family,
  remove_unwanted: {
    type: 'boolean',
    description:
      "Take out the administrator's rules that are not wanted, in the chains that are named; rules of others never go",
    default: false,
  },
} as const;

export const iptablesLive: Action = defineAction({
  name: 'iptables_live',
  collections: [],
  summary: "Patch the administrator's rules in the running kernel, without a restart",
  params,
  oneOf: [['rules', 'from_file']],
  readOnly: false,
  example: `\
- name: The running rules are those of the file, and Docker's and OpenShift's stay
  iptables_live:
    from_file: /etc/sysconfig/iptables
`,
  observe: ({ from_file: file, family }) => ({
    all: runningRules(family),
    facts: factsOfProgram(programFor(family)),
    file: file === undefined ? undefined : fileAt(tidyPath(file), LARGEST_TEXT),
  }),
  plan(params, { all, facts, file: found }) {
    const { family, from_file: file = '', table, rules } = params;
    const wishes =
      found === undefined
        ? wishesFromRules(rules ?? {}, table ?? 'filter', family)
        : wishesFromFile(tidyPath(file), found, table, family);
    if (typeof wishes === 'string') return refused(wishes, 'see `rulerun doc iptables_live`');
    const live = usualOf(all, facts);
    if (live === undefined) {
      return refused(
        `this host has no ${programFor(family)}`,
        'install it, or leave the host out with `when`',
      );
    }
    const blind = blindTo(live);
    if (blind !== undefined) return hindered(blind);
    const notes = [...wishes.notes, ...elsewhere(all, live)];
    const left = found === undefined ? 'leave' : 'tell';
    return planLive({ ...wishes, notes }, live, params.remove_unwanted ? 'remove' : left);
  },
});

/** Both backends' rules are in force, one beside the other. */
function elsewhere(all: readonly Live[], live: Live): readonly string[] {
  return all.flatMap((other) => {
    const rules = [...other.tables.values()].flatMap((table) => table.rules);
    const count = other === live ? 0 : rules.filter(({ owner }) => isAdmins(owner)).length;
    const blind = other === live ? undefined : blindTo(other)?.why;
    return [
      ...said(count, `of the administrator's by ${other.program} in force too, and left as they are`),
      ...(blind === undefined ? [] : [blind]),
    ];
  });
}
