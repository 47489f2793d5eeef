import { looksRight } from '../holes.ts';
import type { ReadRule, RulesIn } from '../read-rules.ts';
import { matches, readShape, type Shape } from '../shape.ts';

/** What can be told of the cluster's own network. */
export interface FlatNetworks {
  /** OpenShift up to 3.6 wrote here. */
  readonly seen: boolean;
  readonly networks: ReadonlySet<string>;
  /** Could be the cluster's by the rules about them, but so could others. */
  readonly doubtful: ReadonlySet<string>;
}

/** Rules of INPUT that no version after 3.6 writes, by their comments: the shape must be theirs too. */
const FLAT_RULES: ReadonlyMap<string, readonly Shape[]> = new Map([
  ['001 vxlan incoming', ['-p udp --dports {port} -j ACCEPT'].map(readShape)],
  ['traffic from SDN', ['-i {sdn} -j ACCEPT'].map(readShape)],
  ['traffic from docker', ['-i docker0 -j ACCEPT', '-i {sdn} -j ACCEPT'].map(readShape)],
  ['traffic from docker for internet', ['-i docker0 -j ACCEPT', '-i {sdn} -j ACCEPT'].map(readShape)],
]);

/** The installer's choice when nobody makes another: since 3.3, and before. */
const USUAL: readonly string[] = ['10.128.0.0/14', '10.1.0.0/16'];

/**
 * OpenShift up to 3.6 masqueraded the cluster's network and let it be forwarded to, both without a comment. A network
 * with both rules is the cluster's when it is the usual one, or the only one that has them.
 *
 * @param hasNat False when the text has no nat table, so that nothing can be said of masquerading.
 */
export function flatNetworks(rulesIn: RulesIn, hasNat: boolean): FlatNetworks {
  const masqueraded = new Set(rulesIn('nat', 'POSTROUTING').flatMap(masqueradedBy));
  const forwarded = [
    ...new Set(rulesIn('filter', 'FORWARD').flatMap((rule) => bareNetwork(rule, 'ACCEPT', '-d'))),
  ];
  const both = hasNat ? forwarded.filter((network) => masqueraded.has(network)) : forwarded;
  const usual = both.filter((network) => USUAL.includes(network));
  const only = hasNat && both.length === 1 ? both : [];
  const certain = usual.length > 0 ? usual : only;
  return {
    seen: rulesIn('filter', 'INPUT').some(isFlat),
    networks: new Set([...rulesIn('filter', 'OPENSHIFT-FIREWALL-FORWARD').flatMap(networkOf), ...certain]),
    doubtful: new Set(certain.length > 0 ? [] : both),
  };
}

function isFlat([, terms]: ReadRule): boolean {
  const shapes = FLAT_RULES.get(terms.comments.join());
  return shapes?.some((shape) => matches(shape, terms, looksRight)) === true;
}

/** The network of a rule that asks for nothing else. */
function bareNetwork(
  [rule, { terms, comments }]: ReadRule,
  target: string,
  option: '-s' | '-d',
): readonly string[] {
  if (rule.target !== target || terms.length !== 2 || comments.length > 0) return [];
  return terms.filter(({ name, negated }) => name === option && !negated).map(({ value }) => value);
}

const LEAVING: Shape = readShape('-s {network} ! -d {network} -j MASQUERADE');

/** The network that is masqueraded: whatever it sends, or as OpenShift 3.0 to 3.2 did, what leaves it. */
function masqueradedBy(rule: ReadRule): readonly string[] {
  const [, terms] = rule;
  if (terms.comments.length > 0 || !matches(LEAVING, terms, looksRight))
    return bareNetwork(rule, 'MASQUERADE', '-s');
  return terms.terms.filter(({ name }) => name === '-s').map(({ value }) => value);
}

/** The network that a rule is about. */
function networkOf([, { terms }]: ReadRule): readonly string[] {
  return terms.filter(({ name, negated }) => /^-[sd]$/.test(name) && !negated).map(({ value }) => value);
}
