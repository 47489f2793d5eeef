import type { Change } from '../../model/change.ts';
import type { Operation } from '../../model/operation.ts';

/**
 * Files of these names and below these folders are read by no login, no service that lets one in, and no firewall. Not
 * /opt, /srv and /var/log: there lie login shells, keys that sshd_config names, and what PAM counts failed logins in.
 */
const HARMLESS: readonly string[] = [
  '/etc/motd',
  '/etc/motd.d/',
  '/etc/issue',
  '/etc/issue.net',
  '/etc/cron.d/',
  '/etc/logrotate.d/',
  '/srv/www/',
  '/tmp/',
  '/usr/share/',
  '/var/tmp/',
  '/var/www/',
];

/**
 * Whether doing this could keep the next login out, so that a working connection proves nothing: all but the content of
 * files that are known not to matter. A command may do anything, and the mode of a folder may close a home. What is
 * preserved counts too: through a link it is another file that changes.
 */
export function mayCutAccess({ apply, preserve }: Pick<Change, 'apply' | 'preserve'>): boolean {
  return !apply.every(isHarmless) || !preserve.every(isHarmlessAt);
}

function isHarmless(operation: Operation): boolean {
  return (operation.kind === 'write' || operation.kind === 'touch') && isHarmlessAt(operation.path);
}

function isHarmlessAt(path: string): boolean {
  // `authorized_keys` of a home below /tmp, or a way out of the folder.
  if (path.includes('/.')) return false;
  return HARMLESS.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));
}
