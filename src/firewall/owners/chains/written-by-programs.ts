import { claimIn } from '../comments.ts';
import type { ReadRule } from '../read-rules.ts';
import type { RuleTerm } from '../terms.ts';

/** Interfaces that programs make for one guest, container or pod, with its number or digits of its id. */
const MADE =
  /^(?:tap[0-9a-f]{8}-[0-9a-f]{2}|q(?:vo|vb|br|r|g)-?[0-9a-f]{8}-[0-9a-f]{2}|veth[0-9a-f]{5,}|cali(?:[0-9a-f]{4,}|\+)|eni(?:[0-9a-f]{6,}|\+)|lxc(?:[0-9a-f]{5,}|\+)|lxdbr\d+|incusbr\d+|vnet\d+|azv[0-9a-f]+\+?|gke[0-9a-f]{8,}|vif\d+\.\d+|nic[0-9a-f]{8,}|fwbr\d+i\d+|fwln\d+i\d+)$/;

/** A dash and then eight or more digits of a hash, in base 16 or 32. */
const HASHED =
  /[-_.](?:(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}|(?=[A-Z2-7]*[2-7][A-Z]+[2-7])[A-Z2-7]{10,})$/;

/** Networks out of which engines of containers give addresses when nobody chooses others. */
const OF_CONTAINERS = /^(?:172\.17|10\.42|10\.88|10\.244)\.\d+\.\d+(?::\d+(?:-\d+)?)?$/;

/** Sets of a program that it makes while it runs. */
const SETS = /^(?:crowdsec|azure-npm|antrea|cali|felix|neutron|N(?:IPv[46])[0-9a-f]|NET_|f2b|kube)/i;

/**
 * What in a chain, or in its name, an administrator does not write by hand, in a few words; undefined: nothing. One such
 * rule is enough: the chain is not called the administrator's then, nor anybody's.
 */
export function signOfProgram(chain: string, rules: readonly ReadRule[]): string | undefined {
  if (HASHED.test(chain)) return 'a name that ends in a hash';
  return rules.flatMap(([, { terms, comments }]): readonly string[] => {
    const claim = claimIn({ terms, comments });
    return claim === undefined ? terms.flatMap(signIn) : [`the comment “${claim}”`];
  })[0];
}

function signIn({ name, value }: RuleTerm): readonly string[] {
  if (INTERFACES.has(name) && MADE.test(value)) return [`the interface ${value}`];
  if (name === '--to-destination' && OF_CONTAINERS.test(value))
    return [`the address ${value} of a container`];
  return name === '--match-set' && SETS.test(value) ? [`the set ${value.split(' ')[0]}`] : [];
}

const INTERFACES: ReadonlySet<string> = new Set(['-i', '-o', '--physdev-in', '--physdev-out']);
