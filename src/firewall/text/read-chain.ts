import { BUILT_IN_CHAINS, isBuiltIn } from './built-in-chains.ts';
import { type ChainMistake, chainMistake, policyMistake } from './check-chain.ts';
import { declare } from './commands/change-chains.ts';
import { exceedsBytes, LIMITS } from './limits.ts';
import type { LineSpan, Mistake, Mistakes } from './mistakes.ts';
import { emptyTable, type OpenTable } from './open-table.ts';
import { parseCounters } from './read-rule.ts';
import type { Chain } from './rules.ts';

const KNOWN = [...BUILT_IN_CHAINS.keys()].join(', ');

interface Part {
  readonly text: string;
  readonly at: LineSpan;
}

/** Reads `*TABLE`. A table that nobody knows is opened all the same; `undefined` when there is no name. */
export function openTable(text: string, line: number, mistakes: Mistakes): OpenTable | undefined {
  const [name, extra] = partsOf(text, line);
  if (name === undefined) {
    const mistake: Mistake = {
      code: 'missing-name',
      message: 'the table has no name',
      hint: `one of ${KNOWN}`,
    };
    mistakes.error({ line, column: 1, length: 1 }, mistake);
    return undefined;
  }
  if (exceedsBytes(name.text, LIMITS.tableBytes)) {
    const message = `the name of a table has at most ${LIMITS.tableBytes} bytes`;
    mistakes.error(name.at, { code: 'table-too-long', message, hint: `one of ${KNOWN}` });
  } else if (!BUILT_IN_CHAINS.has(name.text)) {
    const message = `there is no table \`${name.text}\` on a host without further kernel modules`;
    mistakes.warning(name.at, { code: 'unknown-table', message, hint: `one of ${KNOWN}` });
  }
  ignored(extra, mistakes);
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
    const message = `the chain has no ${missing}`;
    const hint = 'write `:CHAIN - [0:0]`, or `:INPUT ACCEPT [0:0]` for a chain that is built in';
    mistakes.error({ line, column: 1, length: text.length }, { code: `missing-${missing}`, message, hint });
    return undefined;
  }
  if (twice) declaredTwice(name, table, mistakes);
  const badName = report(chainMistake(name.text), name.at, mistakes);
  const badPolicy = report(policyMistake(table.name, name.text, policy.text), policy.at, mistakes);
  const read = counters === undefined ? undefined : parseCounters(counters.text);
  if (counters !== undefined && read === undefined) mistakes.warning(counters.at, MALFORMED_COUNTERS);
  ignored(extra, mistakes);
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
function report(wrong: ChainMistake | undefined, at: LineSpan, mistakes: Mistakes): boolean {
  if (wrong === undefined) return false;
  const { severity, ...mistake } = wrong;
  mistakes[severity](at, mistake);
  return severity === 'error';
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

function ignored(extra: Part | undefined, mistakes: Mistakes): void {
  if (extra === undefined) return;
  const message = 'iptables-restore ignores this text';
  mistakes.warning(extra.at, {
    code: 'ignored-text',
    message,
    hint: 'remove it; a comment has a line of its own',
  });
}

const MALFORMED_COUNTERS: Mistake = {
  code: 'malformed-counters',
  message:
    'the counters of a chain are `[packets:bytes]`, two numbers of 64 bits: `iptables-restore -c` refuses these',
  hint: 'leave them out, or write `[0:0]`',
};

/** nft empties a chain that a text declares again, and legacy refuses it: with rules in it there is no one meaning. */
function declaredTwice({ text, at }: Part, table: OpenTable, mistakes: Mistakes): void {
  const [first] = table.content.get(text) ?? [];
  const refused = `the chain \`${text}\` is declared twice, which the legacy iptables-restore refuses`;
  const mistake: Mistake = { code: 'chain-declared-twice', message: refused, hint: 'remove this line' };
  if (first === undefined) mistakes.warning(at, mistake);
  else
    mistakes.error(at, {
      ...mistake,
      message: `${refused}; nft removes its rules up to here, from line ${first.line} on`,
    });
}
