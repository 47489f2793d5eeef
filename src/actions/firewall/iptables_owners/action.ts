import { explainRules } from '../../../firewall/owners/explain.ts';
import { isForeign, ownerName } from '../../../firewall/owners/owner.ts';
import type { OwnersOptions } from '../../../firewall/owners/owners.ts';
import type { Action, Decision, Message } from '../../../model/action.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import { fileAt, type HostFile, LARGEST_TEXT } from '../../../probes/file/host-file.ts';
import { quotedLines } from '../../../text/words.ts';
import { info, refused, satisfied, warning } from '../../decision.ts';
import { defineAction } from '../../define-action.ts';
import { tidyPath } from '../../files/host-file/path.ts';
import { ownersOptions } from '../iptables_file/owners.ts';
import { fileProperties } from '../iptables_file/params.ts';
import { decode, readText } from '../iptables_file/wanted-text.ts';

const params = {
  path: {
    type: 'path',
    required: true,
    description: 'The file, of at most 16 MiB, as iptables-save writes it; one that is missing has no rules',
  },
  programs: {
    type: 'string',
    enum: ['refuse', 'warn'],
    description: 'What lines of programs are: a fault, or a warning',
    default: 'refuse',
  },
  owners: fileProperties.owners,
  cluster_networks: fileProperties.cluster_networks,
} as const;

type IptablesOwnersParams = ParamsOf<typeof params>;

export const iptablesOwners: Action = defineAction({
  name: 'iptables_owners',
  collections: [],
  summary: 'Check that a file of rules holds none of Docker, OpenShift and other programs',
  params,
  readOnly: true,
  example: `\
- name: The rules that are loaded at boot are the administrator's alone
  iptables_owners:
    path: /etc/sysconfig/iptables
`,
  observe: ({ path }) => ({ file: fileAt(tidyPath(path), LARGEST_TEXT) }),
  plan: (params, { file }) => planFile(params, file),
});

function planFile(params: IptablesOwnersParams, file: HostFile): Decision {
  const path = tidyPath(params.path);
  const options = ownersOptions(params);
  if ('kind' in options) return options;
  if (file.found === undefined) return satisfied({ exists: false, lines: [] });
  const { content } = file.found;
  if (content === undefined)
    return refused(`${path} is no file of at most ${LARGEST_TEXT} bytes`, 'look at it on the host');
  return judge(params, path, decode(content).text, options);
}

function judge(params: IptablesOwnersParams, path: string, text: string, options: OwnersOptions): Decision {
  const rules = readText(text, path);
  if ('kind' in rules) return fault(params, rules.why, rules.hint, []);
  const explained = explainRules(rules, options);
  const foreign = explained.filter(({ owner }) => isForeign(owner));
  const open = explained.filter(({ owner, kind }) => owner === 'unknown' && kind === 'chain');
  const notes = open.map(({ text: line, why }) => info(`${path} says \`${line}\`: ${why}`));
  if (foreign.length === 0) return satisfied({ exists: true, lines: [] }, notes);
  const whose = [...new Set(foreign.map(({ owner }) => ownerName(owner)))].join(', ');
  const lines = foreign.map(({ text: line }) => line);
  return fault(
    params,
    `${path} says ${quotedLines(lines)}, of ${whose}`,
    'take them out with `iptables_file`, or see `rulerun firewall explain`',
    notes,
    lines,
  );
}

function fault(
  { programs }: IptablesOwnersParams,
  why: string,
  hint: string | undefined,
  notes: readonly Message[],
  lines: readonly string[] = [],
): Decision {
  return programs === 'refuse'
    ? refused(why, hint)
    : satisfied({ exists: true, lines }, [warning(why), ...notes]);
}
