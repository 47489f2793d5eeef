import type { Rule } from '../../text/rules.ts';
import { claimIn, signedBy } from '../comments.ts';
import type { Evidence } from '../evidence.ts';
import type { Owner } from '../owner.ts';
import type { ReadRule } from '../read-rules.ts';
import type { Reason } from '../reason.ts';
import { signatureOf } from '../signatures/signatures.ts';

export interface Verdict {
  readonly owner: Owner;
  readonly reason: Reason;
}

/**
 * Whose a rule of a built-in chain is: the administrator's unless everything about it says otherwise. A word in a
 * comment, or the name of the chain it jumps to, is not enough.
 *
 * @param block The rules of the chain that `firewalldBlock` found.
 */
export function builtInRule([rule, terms]: ReadRule, evidence: Evidence, block: ReadonlySet<Rule>): Verdict {
  const signer = signedBy(terms);
  if (signer !== undefined) {
    return { owner: signer, reason: { kind: 'signed', comment: terms.comments[0] ?? '' } };
  }
  const signature = signatureOf(rule, terms, evidence);
  if (signature !== undefined) {
    return { owner: signature.owner, reason: { kind: 'signature', says: signature.says } };
  }
  if (block.has(rule)) return { owner: 'firewalld', reason: { kind: 'block' } };
  const claim = claimIn(terms);
  if (claim !== undefined) return { owner: 'unknown', reason: { kind: 'claimed', comment: claim } };
  const network = doubtful([rule, terms], evidence);
  if (network !== undefined) return { owner: 'unknown', reason: { kind: 'doubtful', network } };
  return { owner: 'admin', reason: { kind: 'plain' } };
}

function doubtful(
  [{ table, chain, target }, { terms, comments }]: ReadRule,
  evidence: Evidence,
): string | undefined {
  if (comments.length > 0 || terms.length !== 2) return undefined;
  const masquerades = table === 'nat' && chain === 'POSTROUTING' && target === 'MASQUERADE';
  const forwards = table === 'filter' && chain === 'FORWARD' && target === 'ACCEPT';
  const wanted = masquerades ? ['-s'] : forwards ? ['-s', '-d'] : [];
  const address = terms.find(({ name, negated }) => wanted.includes(name) && !negated)?.value;
  return address !== undefined && evidence.doubtfulNetworks.has(address) ? address : undefined;
}
