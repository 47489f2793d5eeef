import type { Owner } from '../../../firewall/owners/owner.ts';

/** Nobody puts these there again, and nobody else takes them out: the administrator's, and what the installer wrote once. */
export function isAdmins(owner: Owner): boolean {
  return owner === 'admin' || owner === 'installer';
}
