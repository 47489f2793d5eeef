import type { KernelChain, RuleSets } from '../../../probes/rules/rule-sets.ts';

/** What became of the rules between two looks. */
export interface RuleDifference {
  /** What must not be: each a sentence that names the rule. */
  readonly faults: readonly string[];
  /** What happens by itself on a cluster that works. */
  readonly churn: readonly string[];
}

/** Chains of single Kubernetes services and their endpoints: they come and go with the pods. */
const PER_SERVICE = /^KUBE-(SEP|SVC|SVL|FW|XLB|EXT|HP)-/;

/** Chains whose rules come in the order in which containers or services were met, which is any order. */
const UNORDERED = /^(DOCKER|KUBE-SERVICES|KUBE-NODEPORTS|KUBE-EXTERNAL-SERVICES|KUBE-HOSTPORTS)$/;

/** A rule for a single service, in a chain of all services. */
const FOR_A_SERVICE = /^(KUBE-SERVICES|KUBE-NODEPORTS|KUBE-EXTERNAL-SERVICES|KUBE-HOSTPORTS)$/;

/** Compares two looks at a host. Counters are not among the rules; the order counts where it has a meaning. */
export function compareRules(before: RuleSets, now: RuleSets): RuleDifference {
  const churn = churnBetween(before, now);
  const keys = [...new Set([...before.keys(), ...now.keys()])];
  const faults = keys.flatMap((key) => compareChain(before.get(key), now.get(key)));
  return { faults: [...faults, ...churn.faults], churn: churn.churn };
}

/** Built-in chains that refused what no rule lets in, and let it through now. A table that is not there lets all through. */
export function openedBetween(before: RuleSets, now: RuleSets): readonly string[] {
  return [...before].flatMap(([key, chain]) => {
    const policy = now.get(key)?.policy ?? 'ACCEPT';
    return chain.policy === 'DROP' && policy !== 'DROP'
      ? [`the policy of ${placeOf(chain)} went from DROP to ${policy}`]
      : [];
  });
}

function compareChain(before: KernelChain | undefined, now: KernelChain | undefined): readonly string[] {
  const chain = now ?? before;
  if (chain === undefined || PER_SERVICE.test(chain.name)) return [];
  const place = placeOf(chain);
  if (now === undefined)
    return [`the chain ${place} is gone`, ...rulesOf(before).map((rule) => `lost in ${place}: ${rule}`)];
  if (before === undefined) {
    // A table that is looked at for the first time appears with its empty built-in chains.
    return now.rules.length === 0 && now.policy !== 'DROP' ? [] : [`the chain ${place} is new`];
  }
  const policy =
    before.policy === now.policy
      ? []
      : [`the policy of ${place} went from ${before.policy} to ${now.policy}`];
  return [...policy, ...compareRuleLists(rulesOf(before), rulesOf(now), chain)];
}

function compareRuleLists(
  before: readonly string[],
  now: readonly string[],
  chain: KernelChain,
): readonly string[] {
  const place = placeOf(chain);
  const lost = without(before, now);
  const added = without(now, before);
  if (lost.length > 0 || added.length > 0) {
    return [
      ...lost.map((rule) => `lost in ${place}: ${rule}`),
      ...added.map((rule) => `new in ${place}: ${rule}`),
    ];
  }
  if (UNORDERED.test(chain.name)) return [];
  const moved = now.find((rule, index) => rule !== before[index]);
  return moved === undefined ? [] : [`moved in ${place}: ${moved}`];
}

/** A chain's rules without those that only serve single services. */
function rulesOf(chain: KernelChain | undefined): readonly string[] {
  if (chain === undefined) return [];
  if (!FOR_A_SERVICE.test(chain.name)) return chain.rules;
  return chain.rules.filter((rule) => !isForAService(rule));
}

function isForAService(rule: string): boolean {
  return /-j KUBE-(SVC|SVL|FW|XLB|EXT|HP|SEP)-/.test(rule) || / -j (KUBE-MARK-MASQ|REJECT|DROP)\b/.test(rule);
}

/** What is in `a` and not in `b`, counting how often. */
export function without(a: readonly string[], b: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const item of b) left.set(item, (left.get(item) ?? 0) + 1);
  return a.filter((item) => {
    const count = left.get(item) ?? 0;
    left.set(item, count - 1);
    return count <= 0;
  });
}

/**
 * Services and endpoints that came or went. That is a working cluster's daily life, as long as there are some left where
 * there were some: all gone at once is a flush.
 */
function churnBetween(before: RuleSets, now: RuleSets): RuleDifference {
  const then = perService(before);
  const left = perService(now);
  if (then.size > 0 && left.size === 0) {
    return { faults: [`all ${then.size} chains of Kubernetes services are gone`], churn: [] };
  }
  const gone = [...then].filter((key) => !left.has(key)).length;
  const come = [...left].filter((key) => !then.has(key)).length;
  if (gone === 0 && come === 0) return { faults: [], churn: [] };
  return {
    faults: [],
    churn: [`Kubernetes services changed meanwhile: ${come} chains more, ${gone} chains fewer`],
  };
}

function perService(rules: RuleSets): ReadonlySet<string> {
  return new Set([...rules].filter(([, { name }]) => PER_SERVICE.test(name)).map(([key]) => key));
}

function placeOf({ program, table, name }: KernelChain): string {
  const family = program.startsWith('ip6') ? 'IPv6 ' : '';
  const kind = program.includes('legacy') ? ' (legacy)' : program.includes('nft') ? ' (nft)' : '';
  return `${family}${table} ${name}${kind}`;
}
