import { type Family, incomparable, kernelKey } from '../../../firewall/kernel/canonical.ts';
import { isAdmins } from '../../../firewall/owners/owner.ts';
import { ownersOf } from '../../../firewall/owners/owners.ts';
import type { OwnedTable } from '../../../firewall/owners/ownership.ts';
import type { Rule } from '../../../firewall/text/rules.ts';
import type { Action, Decision, Message } from '../../../model/action.ts';
import { fileAt, LARGEST_TEXT } from '../../../probes/file/host-file.ts';
import { perhaps } from '../../../probes/probe.ts';
import { type Live, runningRules } from '../../../probes/rules/live.ts';
import { blindTo } from '../../../probes/rules/saves.ts';
import { hindered, info, refused, satisfied, warning } from '../../decision.ts';
import { defineAction } from '../../define-action.ts';
import { tidyPath } from '../../files/host-file/path.ts';
import { chainProperties } from '../iptables_chain/params.ts';
import { decode, readText } from '../iptables_file/wanted-text.ts';

/**
 * A chain for which the file has rules of the administrator's and of which none runs has been emptied: by `iptables -F`,
 * or by a start of something that loads rules of its own. Where some run, the difference is told; it may be meant.
 */
export const iptablesLoaded: Action = defineAction({
  name: 'iptables_loaded',
  collections: [],
  summary: "Check that no chain has lost the administrator's rules that a file has for it",
  params: {
    path: {
      type: 'path',
      required: true,
      description:
        'The file that is loaded at boot, of at most 16 MiB; without one there is nothing to compare with',
    },
    family: chainProperties.family,
  },
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
  plan(params, { live: running, file }) {
    const path = tidyPath(params.path);
    if (file.found === undefined)
      return nothing(false, info(`${path} does not exist: there is nothing to compare with`));
    const { content } = file.found;
    if (content === undefined) return refused(`${path} is no file of at most ${LARGEST_TEXT} bytes`, LOOK);
    const rules = readText(decode(content).text, path);
    if ('kind' in rules)
      return nothing(true, warning(`the running rules are not compared with it: ${rules.why}`));
    if (!running.known) return refused(running.why, running.hint);
    const missing = ownersOf(rules).tables.flatMap((table) =>
      chainsOf(table).map((own) => missingOf(own, running.value, params.family)),
    );
    return judge(path, missing, running.value);
  },
});

function judge(path: string, missing: readonly Missing[], live: readonly Live[]): Decision {
  const blind = live.map(blindTo).find((each) => each !== undefined);
  const lost = missing.filter(({ all, gone }) => gone === all);
  if (lost.length > 0 && blind !== undefined) return hindered(blind);
  if (lost.length > 0) return refused(`${lost.map(tellLost(path)).join('; ')}`, BRING_BACK);
  const part = missing.filter(({ gone }) => gone > 0);
  return nothing(true, ...part.map((each) => info(tellPart(path)(each))));
}

const LOOK = 'look at it on the host';
const BRING_BACK =
  'look at the file with `rulerun firewall lint`, then bring its rules in without a restart: `rulerun apply rulerun:limited-iptables-config` (it cleans the file first), or a task `iptables_live` with `from_file`';

function nothing(exists: boolean, ...messages: readonly Message[]): Decision {
  return satisfied({ exists }, messages);
}

/** The administrator's rules of one chain of a file. */
interface OwnRules {
  readonly table: string;
  readonly chain: string;
  readonly rules: readonly Rule[];
}

/** Chains whose content the administrator's file brings; what programs make has a place of its own. */
function chainsOf({ table, chains, rules }: OwnedTable): readonly OwnRules[] {
  const foreign = new Set(
    chains.filter(({ owner }) => owner !== 'builtin' && !isAdmins(owner)).map(({ chain }) => chain.name),
  );
  const own = rules
    .filter(({ rule, owner }) => isAdmins(owner) && !foreign.has(rule.chain))
    .map(({ rule }) => rule);
  return [...new Set(own.map(({ chain }) => chain))].map((chain) => ({
    table: table.name,
    chain,
    rules: own.filter((rule) => rule.chain === chain),
  }));
}

interface Missing extends Omit<OwnRules, 'rules'> {
  readonly all: number;
  readonly gone: number;
}

/** A rule that cannot be compared counts as running where the chain has any rule of the administrator's. */
function missingOf({ table, chain, rules }: OwnRules, live: readonly Live[], family: Family): Missing {
  const running = live
    .flatMap(({ tables }) => tables.get(table)?.rules ?? [])
    .filter(({ rule }) => rule.chain === chain);
  const keys = new Set(running.map(({ rule }) => kernelKey(rule, family)));
  const hasOwn = running.some(({ owner }) => isAdmins(owner));
  const gone = rules.filter((rule) =>
    incomparable(rule) === undefined ? !keys.has(kernelKey(rule, family)) : !hasOwn,
  );
  return { table, chain, all: rules.length, gone: gone.length };
}

const tellLost =
  (path: string) =>
  ({ table, chain, all }: Missing): string =>
    `${chain} of the table ${table} has lost the administrators' rules: ${path} has ${all === 1 ? 'one' : all} for it, and none runs`;

const tellPart =
  (path: string) =>
  ({ table, chain, all, gone }: Missing): string =>
    `${gone} of the ${all} rules that ${path} has for ${chain} of the table ${table} ${gone === 1 ? 'does' : 'do'} not run`;
