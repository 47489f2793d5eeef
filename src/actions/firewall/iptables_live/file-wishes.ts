import type { Family } from '../../../firewall/kernel/canonical.ts';
import { isAdmins } from '../../../firewall/owners/owner.ts';
import { ownersOf } from '../../../firewall/owners/owners.ts';
import type { OwnedTable } from '../../../firewall/owners/ownership.ts';
import { readRules } from '../../../firewall/text/read.ts';
import type { Rule } from '../../../firewall/text/rules.ts';
import { type HostFile, LARGEST_TEXT } from '../../../probes/file/host-file.ts';
import { wantedFrom } from '../kernel-rules/wanted.ts';
import { type ChainWish, onceEach, said, type Wishes } from './wishes.ts';

/** From a file on the host; or in one sentence why not. */
export function wishesFromFile(
  path: string,
  file: HostFile,
  only: string | undefined,
  family: Family,
): Wishes | string {
  const content = file.found?.content;
  if (content === undefined) {
    return file.found === undefined
      ? `${path} does not exist`
      : `${path} is no file of at most ${LARGEST_TEXT} bytes`;
  }
  const { value, diagnostics } = readRules(new TextDecoder().decode(content), path);
  if (value === undefined) {
    const wrong = diagnostics.find(({ severity }) => severity === 'error');
    return `${path}:${wrong?.at.line ?? 1}:${wrong?.at.column ?? 1}: ${wrong?.message ?? 'it cannot be read'}`;
  }
  const wishes: Wishes[] = [];
  for (const table of ownersOf(value).tables) {
    if (only !== undefined && table.table.name !== only) continue;
    const found = wishesOfTable(table, path, family);
    if (typeof found === 'string') return `${path}: ${found}`;
    wishes.push(found);
  }
  return {
    chains: wishes.flatMap(({ chains }) => chains),
    policies: wishes.flatMap(({ policies }) => policies),
    notes: wishes.flatMap(({ notes }) => notes),
  };
}

function wishesOfTable({ table, chains, rules }: OwnedTable, path: string, family: Family): Wishes | string {
  const found: ChainWish[] = [];
  const notes: string[] = [];
  const admins = rules.filter(({ owner }) => isAdmins(owner));
  const byChain = new Map<string, Rule[]>(chains.map(({ chain }) => [chain.name, []]));
  for (const { rule } of admins) {
    const there = byChain.get(rule.chain);
    if (there === undefined) byChain.set(rule.chain, [rule]);
    else there.push(rule);
  }
  const left = rules.length - admins.length;
  notes.push(...said(left, `of others in ${path} left out: \`iptables_file\` cleans it`));
  const owners = new Map(chains.map(({ chain, owner }) => [chain.name, owner]));
  // A chain that is built in needs no line of its own in a file.
  for (const [chain, own] of byChain) {
    const owner = owners.get(chain) ?? 'builtin';
    if (owner !== 'builtin' && !isAdmins(owner)) {
      notes.push(...said(own.length, `for ${chain} left out: \`iptables_chain\` puts them in`));
      continue;
    }
    const wanted = wantedFrom(chain, own, family);
    if (typeof wanted === 'string') return wanted;
    const { once, note } = onceEach(chain, wanted);
    found.push({ table: table.name, chain, rules: once });
    notes.push(...note);
  }
  const policies = chains.flatMap(({ chain: { name, policy } }) =>
    policy === undefined ? [] : [{ table: table.name, chain: name, policy }],
  );
  return { chains: found, policies, notes };
}
