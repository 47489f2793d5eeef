import type { ReadRule, RulesIn } from '../read-rules.ts';

/** A kind of rule in Docker's chains, or a jump to them, that names a bridge; and where. */
interface Place {
  readonly table: string;
  readonly chain: string;
  readonly target: string;
  readonly option: '-i' | '-o';
  readonly negated: boolean;
  /** How many conditions and targets the rule has; `undefined`: any number. */
  readonly terms: number | undefined;
}

const PLACES: readonly Place[] = [
  place('nat DOCKER DNAT', '! -i'),
  place('nat DOCKER RETURN', '-i', 2),
  place('filter DOCKER ACCEPT', '! -i'),
  place('filter DOCKER DROP', '! -i', 3),
  place('filter FORWARD DOCKER', '-o', 2),
  place('filter DOCKER-BRIDGE DOCKER', '-o', 2),
  place('filter DOCKER-CT ACCEPT', '-o', 3),
  place('filter DOCKER-ISOLATION-STAGE-1 DOCKER-ISOLATION-STAGE-2', '-i', 3),
  place('filter DOCKER-ISOLATION-STAGE-1 DROP', '-i', 3),
  place('filter DOCKER-ISOLATION DROP', '-i', 3),
  place('filter DOCKER-ISOLATION DROP', '-o', 3),
  place('filter DOCKER-INTERNAL DROP', '-i', 3),
];

function place(where: string, option: '-i' | '-o' | '! -i', terms?: number): Place {
  const [table = '', chain = '', target = ''] = where.split(' ');
  const negated = option === '! -i';
  return { table, chain, target, option: option === '-o' ? '-o' : '-i', negated, terms };
}

/** Interfaces that no bridge is called after, should somebody have put a rule about one into a chain of Docker's. */
const NO_BRIDGE: RegExp = /^(?:lo|eth|en[opsx]|bond|team|wl|ppp|tun|tap|wg|vlan|veth)\w*$|^loopback0$|\+$/;

/** The bridges that rules of Docker's are about, whatever they are called. */
export function dockerBridgesOf(rulesIn: RulesIn): ReadonlySet<string> {
  return new Set(
    PLACES.flatMap((wanted) => rulesIn(wanted.table, wanted.chain).flatMap((rule) => bridgeAt(wanted, rule))),
  );
}

function bridgeAt(
  { target, terms: count, option, negated }: Place,
  [rule, { terms }]: ReadRule,
): readonly string[] {
  if (rule.target !== target || terms.length !== (count ?? terms.length)) return [];
  return terms
    .filter((term) => term.name === option && term.negated === negated && !NO_BRIDGE.test(term.value))
    .map(({ value }) => value);
}
