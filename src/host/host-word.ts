import { createHash } from 'node:crypto';

/** What the inventory calls a host, as it may stand in the name of a file; empty: nobody said. */
export function hostWord(host: string): string {
  if (/^[\w.-]{0,48}$/.test(host)) return host;
  return createHash('sha256').update(host).digest('hex').slice(0, 16);
}
