import type { Owner } from './owner.ts';
import type { RuleTerms } from './terms.ts';

/** `cali:` and sixteen letters of base64: Calico signs every rule it writes with a digest of it. */
const CALICO = /^cali:[A-Za-z0-9_-]{16}$/;

/** Cilium's feeders name the chain they feed. */
const CILIUM = /^cilium-feeder: (?:OLD_)?(CILIUM_\w+)$/;

/** Owners that sign a rule so that nothing else need be looked at; a mere word in a comment is nobody's signature. */
export function signedBy({ comments, terms }: RuleTerms): Owner | undefined {
  if (comments.some((comment) => CALICO.test(comment))) return 'calico';
  const [comment, ...more] = comments;
  if (comment === undefined || more.length > 0 || terms.length !== 1) return undefined;
  const fed = CILIUM.exec(comment)?.[1];
  return fed !== undefined && terms[0]?.name === '-j' && terms[0].value.endsWith(fed) ? 'cilium' : undefined;
}
