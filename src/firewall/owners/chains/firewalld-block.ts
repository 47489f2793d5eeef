import type { Rule } from '../../text/rules.ts';
import type { ReadRule } from '../read-rules.ts';
import { matches, readShape, type Shape } from '../shape.ts';
import { FIREWALLD_HOOK } from './known-chains.ts';

/** Going up from firewalld's first jump, each at most once. */
const BEFORE: readonly Shape[] = [
  '-i lo -j ACCEPT',
  '-o lo -j ACCEPT',
  '--ctstate ESTABLISHED,RELATED -j ACCEPT',
  '--ctstate DNAT,ESTABLISHED,RELATED -j ACCEPT',
].map(readShape);

/** Going down from its last jump, each at most once. */
const AFTER: readonly Shape[] = [
  '-p icmp -j ACCEPT',
  '-p ipv6-icmp -j ACCEPT',
  '--ctstate INVALID -j DROP',
  '--ctstate INVALID -j LOG --log-prefix {invalid}',
  '-j LOG --log-prefix {final}',
  '-j REJECT --reject-with icmp-host-prohibited',
  '-j REJECT --reject-with icmp6-adm-prohibited',
].map(readShape);

const PREFIXES: Readonly<Record<string, string>> = {
  invalid: 'STATE_INVALID_DROP: ',
  final: 'FINAL_REJECT: ',
};

/**
 * Firewalld's rules in one built-in chain. Those around its jumps are the same as in many a hand-written file, so they
 * count only where they touch the jumps.
 */
export function firewalldBlock(rules: readonly ReadRule[]): ReadonlySet<Rule> {
  const first = rules.findIndex(isJump);
  if (first < 0) return new Set();
  const last = rules.findLastIndex(isJump);
  const jumps = rules.slice(first, last + 1).filter(isJump);
  const before = touching(rules.slice(0, first).reverse(), BEFORE);
  const after = touching(rules.slice(last + 1), AFTER);
  return new Set([...before, ...jumps, ...after].map(([rule]) => rule));
}

function isJump([{ chain, target }, { terms, comments }]: ReadRule): boolean {
  if (target === undefined || terms.length !== 1 || comments.length > 0) return false;
  return FIREWALLD_HOOK.test(target) && target.startsWith(`${chain}_`);
}

function touching(rules: readonly ReadRule[], shapes: readonly Shape[]): readonly ReadRule[] {
  const left = new Set(shapes);
  const end = rules.findIndex(([, terms]) => {
    if (terms.comments.length > 0) return true;
    const found = [...left].find((shape) => matches(shape, terms, (kind, value) => PREFIXES[kind] === value));
    return found === undefined || !left.delete(found);
  });
  return end < 0 ? rules : rules.slice(0, end);
}
