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

/** Ways in which programs that we know no more of sign what they write. `<program>/<purpose>` has a dash somewhere. */
const CLAIMS: readonly RegExp[] = [
  /^(?:auto-?)?(?:generated|managed|added|created|installed|inserted|maintained|written)(?: automatically)? (?:for|by) \S/i,
  /^(?=[^ ]*-)[a-z][a-z0-9_.-]*\/[\w.:/-]+$/,
  /^(?:Antrea: |AWS[,: ]|wg-quick\(8\) rule for )/,
  /^(?:!fw3|!fw4)\b/,
];

/** The comment by which some program says that the rule is its own; undefined: there is none. */
export function claimIn({ comments }: RuleTerms): string | undefined {
  return comments.find((comment) => CLAIMS.some((shape) => shape.test(comment)));
}
