import { groupedBy } from '../../../model/values/grouped.ts';
import type { Rule } from '../../text/rules.ts';
import type { Evidence } from '../evidence.ts';
import { matches, readShape, type Shape, targetOf } from '../shape.ts';
import type { RuleTerms } from '../terms.ts';
import { DOCKER_SIGNATURES } from './docker.ts';
import { HOST_SIGNATURES } from './hosts.ts';
import { KUBERNETES_SIGNATURES } from './kubernetes.ts';
import { NETWORK_SIGNATURES } from './networks.ts';
import { OPENSHIFT_SIGNATURES } from './openshift.ts';
import type { Signature } from './signature.ts';

export const SIGNATURES: readonly Signature[] = [
  ...DOCKER_SIGNATURES,
  ...OPENSHIFT_SIGNATURES,
  ...KUBERNETES_SIGNATURES,
  ...NETWORK_SIGNATURES,
  ...HOST_SIGNATURES,
];

interface ReadSignature {
  readonly signature: Signature;
  readonly shape: Shape;
  readonly place: string;
}

/** By table, chain and target; `*` for a target that is a hole. A rule is held against a handful of them. */
const BY_PLACE: ReadonlyMap<string, readonly ReadSignature[]> = groupedBy(
  SIGNATURES.flatMap((signature): readonly ReadSignature[] => {
    const shape = readShape(signature.shape);
    const target = targetOf(shape) ?? '*';
    return signature.chains.map((chain) => ({
      signature,
      shape,
      place: placeOf(signature.table, chain, target),
    }));
  }),
  ({ place }) => place,
);

function placeOf(table: string, chain: string, target: string): string {
  return `${table} ${chain} ${target}`;
}

/** The signature that a rule of a built-in chain bears, if any. */
export function signatureOf(rule: Rule, terms: RuleTerms, evidence: Evidence): Signature | undefined {
  const bears = ({ signature, shape }: ReadSignature): boolean =>
    (signature.need === undefined || evidence.seen[signature.need]) &&
    hasComment(terms.comments, signature.comment) &&
    matches(shape, terms, evidence.fits);
  const named = BY_PLACE.get(placeOf(rule.table, rule.chain, rule.target ?? ''))?.find(bears);
  return (named ?? BY_PLACE.get(placeOf(rule.table, rule.chain, '*'))?.find(bears))?.signature;
}

function hasComment(comments: readonly string[], wanted: string | RegExp | undefined): boolean {
  const [first, ...more] = comments;
  if (first === undefined || wanted === undefined) return first === wanted;
  if (more.length > 0) return false;
  return typeof wanted === 'string' ? wanted === first : wanted.test(first);
}
