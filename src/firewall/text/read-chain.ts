import { BUILT_IN_CHAINS, isBuiltIn } from './built-in-chains.ts';
import { chainMistake, policyMistake } from './check-chain.ts';
import { declare } from './commands/change-chains.ts';
import { exceedsBytes, LIMITS } from './limits.ts';
import { doubtful, type LineSpan, type Mistake, type Mistakes, wrong } from './mistakes.ts';
import { emptyTable, type OpenTable } from './open-table.ts';
import { parseCounters } from './read-rule.ts';
import type { Chain } from './rules.ts';

const KNOWN_TABLES = `one of ${[...BUILT_IN_CHAINS.keys()].join(', ')}`;

interface Part {
  readonly text: string;
  readonly at: LineSpan;
}

/** Reads `*TABLE`. A table that nobody knows is opened all the same; `undefined` when there is no name. */
export function openTable(text: string, line: number, mistakes: Mistakes): OpenTable | undefined {
  const [name, extra] = partsOf(text, line);
  if (name === undefined) {
    const mistake = wrong('missing-name', 'the table has no name', KNOWN_TABLES);
    mistakes.add({ line, column: 1, length: 1 }, mistake);
    return undefined;
  }
  if (exceedsBytes(name.text, LIMITS.tableBytes)) {
    const message = `the name of a table has at most ${LIMITS.tableBytes} bytes`;
    mistakes.add(name.at, wrong('table-too-long', message, KNOWN_TABLES));
  } else if (!BUILT_IN_CHAINS.has(name.text)) {
    const message = `there is no table \`${name.text}\` on a host without further kernel modules`;
    mistakes.add(name.at, doubtful('unknown-table', message, KNOWN_TABLES));
  }
  if (extra !== undefined) mistakes.add(extra.at, IGNORED);
  return emptyTable(name.text, line);
}

/** Reads `:CHAIN POLICY [packets:bytes]` and adds it to its table; `undefined` when iptables-restore would refuse it. */
export function readChain(
  text: string,
  line: number,
  table: OpenTable,
  mistakes: Mistakes,
): Chain | undefined {
  const [name, policy, counters, extra] = partsOf(text, line);
  const twice = name !== undefined && isDeclaredTwice(name.text, table);
  if (name !== undefined) table.declared.add(name.text);
  if (name === undefined || policy === undefined) {
    const missing = name === undefined ? 'name' : 'policy';
    const hint = 'write `:CHAIN - [0:0]`, or `:INPUT ACCEPT [0:0]` for a chain that is built in';
    const mistake = wrong(`missing-${missing}`, `the chain has no ${missing}`, hint);
    mistakes.add({ line, column: 1, length: text.length }, mistake);
    return undefined;
  }
  if (twice) mistakes.add(name.at, declaredTwice(name.text, table));
  const badName = report(chainMistake(name.text), name.at, mistakes);
  const badPolicy = report(policyMistake(table.name, name.text, policy.text), policy.at, mistakes);
  const read = counters === undefined ? undefined : parseCounters(counters.text);
  if (counters !== undefined && read === undefined) mistakes.add(counters.at, MALFORMED_COUNTERS);
  if (extra !== undefined) mistakes.add(extra.at, IGNORED);
  if (badName || badPolicy) return undefined;

  const wanted = policy.text === '-' ? undefined : policy.text;
  const chain = { table: table.name, name: name.text, policy: wanted, counters: read, line };
  declare(chain, table);
  return chain;
}

function isDeclaredTwice(chain: string, { name, declared }: OpenTable): boolean {
  return declared.has(chain) && !isBuiltIn(name, chain);
}

/** True when it is an error. */
function report(mistake: Mistake | undefined, at: LineSpan, mistakes: Mistakes): boolean {
  if (mistake !== undefined) mistakes.add(at, mistake);
  return mistake?.severity === 'error';
}

/** The first four parts behind the first character, which iptables-restore takes apart with strtok: no quotes. */
function partsOf(text: string, line: number): readonly Part[] {
  const parts: Part[] = [];
  for (const match of text.slice(1).matchAll(/[^ \t]+/g)) {
    parts.push({ text: match[0], at: { line, column: match.index + 2, length: match[0].length } });
    if (parts.length === 4) break;
  }
  return parts;
}

const IGNORED: Mistake = doubtful(
  'ignored-text',
  'iptables-restore ignores this text',
  'remove it; a comment has a line of its own',
);

const MALFORMED_COUNTERS: Mistake = doubtful(
  'malformed-counters',
  'the counters of a chain are `[packets:bytes]`, two numbers of 64 bits: `iptables-restore -c` refuses these',
  'leave them out, or write `[0:0]`',
);

/** nft empties a chain that a text declares again, and legacy refuses it: with rules in it there is no one meaning. */
function declaredTwice(name: string, { content }: OpenTable): Mistake {
  const [first] = content.get(name) ?? [];
  const refused = `the chain \`${name}\` is declared twice, which the legacy iptables-restore refuses`;
  if (first === undefined) return doubtful('chain-declared-twice', refused, 'remove this line');
  const message = `${refused}; nft removes its rules up to here, from line ${first.line} on`;
  return wrong('chain-declared-twice', message, 'remove this line');
}
