import type { RuleSets } from '../../../probes/rules/rule-sets.ts';
import { jumpsIn } from './reach.ts';

/** A chain that must be there, and be reached from these built-in chains. */
export interface Expected {
  /** Undefined: any of IPv4. */
  readonly program?: string;
  readonly table: string;
  readonly chain: string;
  readonly from: readonly string[];
  /** It had rules: without them it is as good as gone. */
  readonly filled: boolean;
}

const expected = (where: string, ...from: readonly string[]): Expected => {
  const [table = '', chain = ''] = where.split(' ');
  return { table, chain, from, filled: false };
};

/** What each of them has in every version: Docker since 1.5, OpenShift 3.7 to 3.11, Kubernetes as OpenShift 3 has it. */
export const PRESETS: ReadonlyMap<string, readonly Expected[]> = new Map([
  ['docker', [expected('nat DOCKER', 'PREROUTING', 'OUTPUT'), expected('filter DOCKER', 'FORWARD')]],
  [
    'openshift',
    [
      expected('filter OPENSHIFT-FIREWALL-ALLOW', 'INPUT'),
      expected('filter OPENSHIFT-FIREWALL-FORWARD', 'FORWARD'),
      expected('filter OPENSHIFT-ADMIN-OUTPUT-RULES', 'FORWARD'),
      expected('nat OPENSHIFT-MASQUERADE', 'POSTROUTING'),
    ],
  ],
  [
    'kubernetes',
    [
      expected('nat KUBE-SERVICES', 'PREROUTING', 'OUTPUT'),
      expected('nat KUBE-POSTROUTING', 'POSTROUTING'),
      expected('filter KUBE-FIREWALL', 'INPUT', 'OUTPUT'),
    ],
  ],
]);

/** Chains of the three, without those of single services. */
const OF_SOFTWARE =
  /^(?:DOCKER(?:-|_|$)|OPENSHIFT-|KUBE-(?!(?:SEP|SVC|SVL|FW|XLB|EXT|HP)-)|CRIO-HOSTPORTS|CNI-ADMIN$)/;
/** Empty when the last container with a published port has stopped. */
const MAY_BE_EMPTY = /^(?:DOCKER|DOCKER-INGRESS|KUBE-EXTERNAL-SERVICES|KUBE-NODEPORTS)$/;

/** The chains of Docker, OpenShift and Kubernetes that were there, with the built-in chains that they were reached from. */
export function expectedFrom(before: RuleSets): readonly Expected[] {
  const all = [...before.values()];
  const own = all.filter(({ name, policy }) => policy === '-' && OF_SOFTWARE.test(name));
  return own.map(({ program, table, name, rules }) => ({
    program,
    table,
    chain: name,
    from: all
      .filter((chain) => chain.program === program && chain.table === table && chain.policy !== '-')
      .filter((chain) => jumpsIn(before, chain).reached.has(name))
      .map((chain) => chain.name),
    filled: rules.length > 0 && !MAY_BE_EMPTY.test(name),
  }));
}
