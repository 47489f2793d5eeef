import type { Owner } from '../owner.ts';
import {
  CHAIN_FAMILIES,
  FIREWALLD_HOOK,
  FIREWALLD_ZONE,
  NAMED_CHAINS,
  RESERVED_PREFIXES,
} from './known-chains.ts';
import { OTHER_SOFTWARE } from './other-software.ts';

/** What the name of a chain tells. */
export type KnownChain =
  | { readonly kind: 'name'; readonly owner: Owner; readonly content: Owner }
  | { readonly kind: 'family'; readonly owner: Owner; readonly content: Owner; readonly says: string }
  | { readonly kind: 'zone'; readonly owner: Owner; readonly content: Owner }
  | { readonly kind: 'reserved'; readonly prefix: string }
  | { readonly kind: 'software'; readonly software: string }
  | { readonly kind: 'none' };

/** @param declared The names of all chains of the same table. */
export function knownChain(table: string, name: string, declared: ReadonlySet<string>): KnownChain {
  const named = NAMED_CHAINS.get(name)?.find(({ tables }) => tables?.includes(table) ?? true);
  if (named !== undefined) return { kind: 'name', owner: named.owner, content: named.content };
  const family = CHAIN_FAMILIES.find(({ shape }) => shape.test(name));
  if (family !== undefined) {
    return { kind: 'family', owner: family.owner, content: family.owner, says: family.says };
  }
  if (FIREWALLD_HOOK.test(name)) return { kind: 'name', owner: 'firewalld', content: 'firewalld' };
  if (isZone(name, declared)) return { kind: 'zone', owner: 'firewalld', content: 'firewalld' };
  const prefix = RESERVED_PREFIXES.find((reserved) => name.startsWith(reserved));
  if (prefix !== undefined) return { kind: 'reserved', prefix };
  const software = OTHER_SOFTWARE.find(([shape]) => shape.test(name));
  return software === undefined ? { kind: 'none' } : { kind: 'software', software: software[1] };
}

/** `IN_WEB` may be anybody's: firewalld makes the chain of a zone together with those it sends to. */
function isZone(name: string, declared: ReadonlySet<string>): boolean {
  const shortest = FIREWALLD_ZONE.exec(name)?.[1];
  if (shortest === undefined) return false;
  return [shortest, name].some(
    (base) => declared.has(base) && declared.has(`${base}_allow`) && declared.has(`${base}_deny`),
  );
}
