import type { Operation } from '../model/operation.ts';

/** Files of these names and below these folders are read by no login, no service that lets one in, and no firewall. */
const HARMLESS: readonly string[] = [
  '/etc/motd',
  '/etc/motd.d/',
  '/etc/issue',
  '/etc/issue.net',
  '/etc/cron.d/',
  '/etc/logrotate.d/',
  '/opt/',
  '/srv/',
  '/tmp/',
  '/usr/share/',
  '/var/log/',
  '/var/tmp/',
  '/var/www/',
];

/**
 * Whether doing this could keep the next login out, so that a working connection proves nothing: all but the content of
 * files that are known not to matter. A command may do anything, and the mode of a folder may close a home.
 */
export function mayCutAccess(operations: readonly Operation[]): boolean {
  return operations.some((operation) => !isHarmless(operation));
}

function isHarmless(operation: Operation): boolean {
  if (operation.kind !== 'write' && operation.kind !== 'touch') return false;
  const { path } = operation;
  // `authorized_keys` of a home below /srv, or a way out of the folder.
  if (path.includes('/.')) return false;
  return HARMLESS.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));
}
