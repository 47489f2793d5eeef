import { isTarget } from '../../clean/targets.ts';
import { isBuiltIn } from '../built-in-chains.ts';
import { chainMistake, policyMistake } from '../check-chain.ts';
import { doubtful, type Mistake, wrong } from '../mistakes.ts';
import { contentOf, type OpenTable } from '../open-table.ts';
import type { Chain, Rule } from '../rules.ts';
import { beyond } from './change-rules.ts';

/** `-N CHAIN`; `line` is the line it stands on, as a rule without words. */
export function declareNew(name: string, { line }: Rule, table: OpenTable): Mistake | undefined {
  if (table.declared.has(name)) {
    return wrong('chain-declared-twice', `the table has the chain \`${name}\` already`, 'remove this line');
  }
  const bad = nameMistake(name);
  if (bad !== undefined) return bad;
  table.declared.add(name);
  declare({ table: table.name, name, policy: undefined, counters: undefined, line }, table);
  return undefined;
}

function nameMistake(name: string): Mistake | undefined {
  const odd = chainMistake(name);
  if (odd !== undefined) return { ...odd, severity: 'error' };
  if (!isTarget(name)) return undefined;
  const message = `\`${name}\` is a target and cannot be the name of a chain`;
  return wrong('chain-is-target', message, 'choose another name');
}

/** What a line says of a chain; a policy stays when a later line does not name one. */
export function declare(chain: Chain, { chains }: OpenTable): void {
  chains.set(chain.name, { ...chain, policy: chain.policy ?? chains.get(chain.name)?.policy });
}

/** `-P CHAIN POLICY`. */
export function setPolicy(
  name: string,
  policy: string,
  { line, counters }: Rule,
  table: OpenTable,
): Mistake | undefined {
  const bad = policyMistake(table.name, name, policy);
  if (bad !== undefined) return { ...bad, severity: 'error' };
  declare({ table: table.name, name, policy, counters, line }, table);
  return undefined;
}

/** `-X CHAIN`. */
export function deleteChain(name: string, table: OpenTable): Mistake | undefined {
  if (isBuiltIn(table.name, name)) {
    return wrong('built-in-chain', `\`${name}\` is built into the table ${table.name}`, 'remove the line');
  }
  const why = inUse(name, table);
  if (why !== undefined) return why;
  table.declared.delete(name);
  table.chains.delete(name);
  table.content.delete(name);
  return undefined;
}

/** `-X`: all chains that are not built in. */
export function deleteChains(table: OpenTable): Mistake | undefined {
  const opened = openedByNft('-X', table);
  if (opened !== undefined) return opened;
  const names = [...table.declared].filter((name) => !isBuiltIn(table.name, name));
  const full = names.map((name) => inUse(name, table)).find((why) => why !== undefined);
  if (full !== undefined) return full;
  for (const name of names) deleteChain(name, table);
  return undefined;
}

/** nft makes built-in chains anew for a command that means all of them or their counters, and so forgets their policies. */
function openedByNft(command: string, { chains }: OpenTable, only?: string): Mistake | undefined {
  const refusing = [...chains.values()].find(
    ({ name, policy }) => (only ?? name) === name && policy !== undefined && policy !== 'ACCEPT',
  );
  if (refusing === undefined) return undefined;
  const message = `nft up to 1.8.9 sets the policy of ${refusing.name} back to ACCEPT at \`${command}\`, and legacy does not`;
  return wrong('policy-lost', message, 'remove the line: to load the text empties the table before it');
}

function inUse(name: string, table: OpenTable): Mistake | undefined {
  const own = table.content.get(name)?.[0];
  if (own !== undefined) {
    const message = `${name} still has the rule of line ${own.line}, and only an empty chain can be deleted`;
    return wrong('chain-in-use', message, `write \`-F ${name}\` before it`);
  }
  for (const rules of table.content.values()) {
    table.effort -= rules.length;
    const jump = rules.find(({ target }) => target === name);
    if (jump === undefined) continue;
    const message = `the rule of line ${jump.line} jumps to ${name}, so it cannot be deleted`;
    return wrong('chain-in-use', message, 'delete the rule before it, or keep the chain');
  }
  return undefined;
}

/** `-F CHAIN`, or `-F` for all. */
export function flush(name: string | undefined, table: OpenTable): Mistake | undefined {
  if (name !== undefined) {
    contentOf(table, name).length = 0;
    return undefined;
  }
  if ([...table.content.values()].every((rules) => rules.length === 0)) return undefined;
  const message =
    '`-F` without a chain removes the rules before it with the legacy iptables-restore, and leaves them with nft';
  const hint = 'write `-F CHAIN` for each, or remove the line: to load the text empties the table anyway';
  return wrong('flush-of-all', message, hint);
}

/** `-Z`: counters are no part of what a rule does. */
export function zero(
  name: string | undefined,
  number: number | undefined,
  table: OpenTable,
): Mistake | undefined {
  const opened = openedByNft(`-Z${name === undefined ? '' : ` ${name}`}`, table, name);
  if (name === undefined || opened !== undefined) return opened;
  const rules = contentOf(table, name);
  if (number !== undefined && number > rules.length) return beyond(name, rules);
  const message =
    'iptables-restore of nft up to 1.8.9 refuses `-Z` for a chain without a rule, and breaks off at one rule of a chain';
  return doubtful('zero-of-chain', message, 'write `[0:0]` before the rule, or remove the line');
}
