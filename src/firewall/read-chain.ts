import { BUILT_IN_CHAINS, isBuiltIn } from './built-in-chains.ts';
import { exceedsBytes, LIMITS } from './limits.ts';
import type { Mistake, Mistakes, Place } from './mistakes.ts';
import { parseCounters } from './read-rule.ts';
import type { Chain, Rule, Table } from './rules.ts';

/** A table whose COMMIT has not been read yet. */
export interface OpenTable extends Table {
  readonly chains: Chain[];
  readonly rules: Rule[];
  /** The chains a rule can be added to from here on. */
  readonly declared: Set<string>;
}

const KNOWN = [...BUILT_IN_CHAINS.keys()].join(', ');
const POLICIES: ReadonlySet<string> = new Set(['ACCEPT', 'DROP']);
const VERDICTS: ReadonlySet<string> = new Set(['ACCEPT', 'DROP', 'QUEUE', 'RETURN']);

interface Part {
  readonly text: string;
  readonly at: Place;
}

/** Reads `*TABLE`. A table that nobody knows is opened all the same; `undefined` when there is no name. */
export function openTable(text: string, line: number, mistakes: Mistakes): OpenTable | undefined {
  const [name, extra] = partsOf(text, line);
  if (name === undefined) {
    const mistake = { code: 'missing-name', message: 'the table has no name', hint: `one of ${KNOWN}` };
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
  return {
    name: name.text,
    line,
    chains: [],
    rules: [],
    declared: new Set(BUILT_IN_CHAINS.get(name.text) ?? BUILT_IN_CHAINS.get('mangle')),
  };
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
  if (twice) mistakes.warning(name.at, declaredTwice(name.text));
  const badName = report(nameMistake(name.text), name.at, mistakes);
  const badPolicy = report(policyMistake(table.name, name.text, policy.text), policy.at, mistakes);
  const read = counters === undefined ? undefined : parseCounters(counters.text);
  if (counters !== undefined && read === undefined) mistakes.warning(counters.at, MALFORMED_COUNTERS);
  ignored(extra, mistakes);
  if (badName || badPolicy) return undefined;

  const wanted = policy.text === '-' ? undefined : policy.text;
  const chain = { table: table.name, name: name.text, policy: wanted, counters: read, line };
  table.chains.push(chain);
  return chain;
}

function isDeclaredTwice(chain: string, { name, declared }: OpenTable): boolean {
  return declared.has(chain) && !isBuiltIn(name, chain);
}

/** True when it is an error. */
function report(wrong: Wrong | undefined, at: Place, mistakes: Mistakes): boolean {
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
  const message = 'iptables-restore takes no notice of what stands here';
  mistakes.warning(extra.at, {
    code: 'ignored-text',
    message,
    hint: 'remove it; a comment has a line of its own',
  });
}

interface Wrong extends Mistake {
  readonly severity: 'error' | 'warning';
}

function nameMistake(name: string): Wrong | undefined {
  if (exceedsBytes(name, LIMITS.chainBytes)) {
    const message = `the name of a chain has at most ${LIMITS.chainBytes} bytes`;
    return {
      severity: 'error',
      code: 'chain-too-long',
      message,
      hint: 'shorten it, here and in the rules that name it',
    };
  }
  if (VERDICTS.has(name)) {
    const message = `\`${name}\` is a verdict and cannot be the name of a chain`;
    return { severity: 'error', code: 'chain-is-verdict', message, hint: 'choose another name' };
  }
  if (!/^[-!]|[\v\f\r]/.test(name)) return undefined;
  const message = 'with nft the name of a chain cannot begin with `-` or `!`, nor hold white space';
  return { severity: 'warning', code: 'odd-chain-name', message, hint: 'choose another name' };
}

function policyMistake(table: string, chain: string, policy: string): Wrong | undefined {
  if (policy === '-') return undefined;
  if (!isBuiltIn(table, chain)) {
    const message = `\`${chain}\` is not built into the table ${table}, so it has no policy: legacy refuses one, nft takes no notice of it`;
    return {
      severity: 'warning',
      code: 'policy-of-user-chain',
      message,
      hint: `write \`:${chain} - [0:0]\` and put a rule at the end of the chain`,
    };
  }
  if (POLICIES.has(policy)) return undefined;
  const message = `\`${policy}\` is no policy`;
  return {
    severity: 'error',
    code: 'unknown-policy',
    message,
    hint: 'write ACCEPT or DROP; to reject, add a rule `-j REJECT` at the end of the chain',
  };
}

const MALFORMED_COUNTERS: Mistake = {
  code: 'malformed-counters',
  message:
    'the counters of a chain are `[packets:bytes]`, two numbers of 64 bits: `iptables-restore -c` refuses these',
  hint: 'leave them out, or write `[0:0]`',
};

const declaredTwice = (chain: string): Mistake => ({
  code: 'chain-declared-twice',
  message: `the chain \`${chain}\` is declared twice, which the legacy iptables-restore refuses`,
  hint: 'remove this line',
});
