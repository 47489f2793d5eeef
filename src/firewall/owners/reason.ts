import { type Owner, ownerName } from './owner.ts';

/** Why a chain or a rule is whose it is. */
export type Reason =
  /** The kernel's own chain. */
  | { readonly kind: 'builtin' }
  /** A chain that its software always calls so. */
  | { readonly kind: 'name' }
  /** A prefix and a suffix as the software documents them. */
  | { readonly kind: 'family'; readonly says: string }
  /** Beside it stand the chains that firewalld makes with it. */
  | { readonly kind: 'zone' }
  /** The caller said so. */
  | { readonly kind: 'told' }
  /** The rule of a built-in chain is written as its owner writes it. */
  | { readonly kind: 'signature'; readonly says: string }
  /** The owner's mark is in the comment: Calico's digest, Cilium's feeder. */
  | { readonly kind: 'signed'; readonly comment: string }
  /** One of the rules that firewalld puts around its jumps. */
  | { readonly kind: 'block' }
  /** It stands in a chain of the owner's. */
  | { readonly kind: 'inside'; readonly chain: string }
  /** The chain is another's, what is in it the administrator's. */
  | { readonly kind: 'content'; readonly chain: string }
  /** The `-j RETURN` at the end of DOCKER-USER. */
  | { readonly kind: 'return'; readonly chain: string }
  /** Only rules of these owners come to the chain. */
  | { readonly kind: 'reached'; readonly from: readonly Owner[] }
  /** No rule comes to the chain. */
  | { readonly kind: 'unreached' }
  /** The prefix is a program's, but no version we know makes such a chain. */
  | { readonly kind: 'reserved'; readonly prefix: string }
  /** A program that we know by name only. */
  | { readonly kind: 'software'; readonly software: string }
  /** Its comment says that a program wrote it, and which we do not know. */
  | { readonly kind: 'claimed'; readonly comment: string }
  /** A chain whose name is nobody's, with something in it, or about it, that only programs write. */
  | { readonly kind: 'written'; readonly sign: string }
  /** Could be OpenShift's or the administrator's. */
  | { readonly kind: 'doubtful'; readonly network: string }
  /** It jumps to a chain of unknown ownership. */
  | { readonly kind: 'jump'; readonly chain: string }
  /** It jumps to another's chain, but not as the other does. */
  | { readonly kind: 'other-shape'; readonly chain: string }
  /** Nothing about it is anybody else's. */
  | { readonly kind: 'plain' };

/** A sentence without a full stop. */
export function sayReason(owner: Owner, reason: Reason): string {
  const name = ownerName(owner);
  switch (reason.kind) {
    case 'builtin':
      return 'a chain of the kernel';
    case 'name':
      return `${name} has a chain of this name`;
    case 'family':
      return `${name} has chains with names such as this: ${reason.says}`;
    case 'zone':
      return 'firewalld makes this chain together with the _allow and _deny beside it';
    case 'told':
      return 'you said so';
    case 'signature':
      return `${name} writes this rule for ${reason.says}`;
    case 'signed':
      return `${name} signs its rules so: ${reason.comment}`;
    case 'block':
      return 'firewalld writes this rule before or after its jumps';
    case 'inside':
      return owner === 'unknown'
        ? `in ${reason.chain}, and nobody we know made that`
        : `in ${reason.chain}, a chain of ${name}`;
    case 'content':
      return `in ${reason.chain}, which is made for the administrator’s rules`;
    case 'return':
      return `Docker ends ${reason.chain} with it`;
    case 'reached':
      return sayReached(owner, reason.from);
    case 'unreached':
      return 'no rule jumps to it, and its name is nobody’s';
    case 'reserved':
      return `named like a chain of the software that uses ${reason.prefix}, but no version we know has it`;
    case 'software':
      return `named like a chain of ${reason.software}, of which we know no more`;
    case 'claimed':
      return `is signed by some program: ${reason.comment}`;
    case 'written':
      return `its name is nobody’s we know, and ${reason.sign} is what programs write`;
    case 'doubtful':
      return `OpenShift up to 3.6 writes this for the cluster’s network, and ${reason.network} may or may not be that`;
    case 'jump':
      return `jumps to ${reason.chain}, and whose that is cannot be told`;
    case 'other-shape':
      return `jumps to ${reason.chain}, but not the way its owner writes it`;
    case 'plain':
      return 'nothing in it is another’s';
  }
}

function sayReached(owner: Owner, from: readonly Owner[]): string {
  const names = from.map(ownerName).join(', ');
  return owner === 'unknown'
    ? `rules of more than one owner jump to it: ${names}`
    : `only rules of ${names} jump to it`;
}
