import type { KernelChain, RuleSets } from '../../../probes/rules/rule-sets.ts';

export interface Reach {
  /** Chains that a packet can come to. */
  readonly reached: ReadonlySet<string>;
  /** Chains that only rules lead to which stand behind one that takes every packet. */
  readonly behind: ReadonlySet<string>;
}

/** Where the rules of a chain lead to, directly or through others. */
export function jumpsIn(rules: RuleSets, start: KernelChain): Reach {
  const reached = new Set<string>();
  const behind = new Set<string>();
  const waiting: KernelChain[] = [start];
  for (let chain = waiting.pop(); chain !== undefined; chain = waiting.pop()) {
    let ended = false;
    for (const rule of chain.rules) {
      const target = targetOf(rule);
      if (ended && target !== undefined) behind.add(target);
      if (!ended && target !== undefined && !reached.has(target)) {
        reached.add(target);
        const next = rules.get(`${chain.program} ${chain.table} ${target}`);
        if (next !== undefined) waiting.push(next);
      }
      ended ||= takesAll(rule);
    }
  }
  return { reached, behind };
}

/** A comment may say `-j` too, so texts in quotes are left out. */
function bare(rule: string): string {
  return rule.replace(/"(?:[^"\\]|\\.)*"/g, '""');
}

function targetOf(rule: string): string | undefined {
  return /(?:^| )-[jg] (\S+)/.exec(bare(rule))?.[1];
}

function takesAll(rule: string): boolean {
  return /^(?:-m comment --comment \S+ )?-j (?:REJECT|DROP|ACCEPT|RETURN)(?: --reject-with \S+)?$/.test(
    bare(rule),
  );
}
