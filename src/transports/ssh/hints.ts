import { quote, quoteAll } from '../../host/quote.ts';
import type { SshAddress } from '../../model/playbook/address.ts';

/** The address as people write it: `host:port`, with brackets around an IPv6 address. */
export function placeOf(address: Pick<SshAddress, 'hostname' | 'port'>): string {
  const host = address.hostname.includes(':') ? `[${address.hostname}]` : address.hostname;
  return `${host}:${address.port}`;
}

/** What known_hosts files know a host by. */
export type NamedHost = Pick<SshAddress, 'hostname' | 'port' | 'hostKeyAlias'>;

/** The name under which known_hosts files hold it: its alias, or bare on port 22, else `[host]:port`. Always lower case. */
export function knownNameOf(address: NamedHost): string {
  if (address.hostKeyAlias !== undefined) return address.hostKeyAlias.toLowerCase();
  const host = address.hostname.toLowerCase();
  return address.port === 22 ? host : `[${host}]:${address.port}`;
}

/** A command that shows the same trouble with OpenSSH, in detail. */
export function tryByHand(address: SshAddress): string {
  const jumps = address.jumps.map((jump) => `${jump.user}@${placeOf(jump)}`).join(',');
  const words = [
    'ssh',
    '-v',
    ...(jumps === '' ? [] : ['-J', jumps]),
    ...(address.keysNamed ? address.keyFiles.flatMap((file) => ['-i', file]) : []),
    '-p',
    String(address.port),
    `${address.user}@${address.hostname}`,
    'true',
  ];
  return quoteAll(words);
}

/** A command that fetches the host's key of that type (`ed25519`) and adds it to the file. */
export function addHostKey(address: SshAddress, type: string, file: string): string {
  const { hostKeyAlias: alias } = address;
  const named = alias === undefined ? '' : ` | sed 's/^[^ ]*/${alias}/'`;
  const scan = quoteAll(['ssh-keyscan', '-t', type, '-p', String(address.port), address.hostname]);
  const bastion = address.jumps.at(-1);
  if (bastion === undefined) return `${scan}${named} >> ${quote(file)}`;
  const there = quoteAll(['ssh', '-p', String(bastion.port), `${bastion.user}@${bastion.hostname}`]);
  return `${there} ${quote(scan)}${named} >> ${quote(file)}`;
}

/** A command that takes the host's keys out of the file. */
export function removeHostKey(name: string, file: string): string {
  return `ssh-keygen -R ${quote(name)} -f ${quote(file)}`;
}

/**
 * Why a name cannot be used, or undefined. It is not given to a shell here, but it is shown in commands to copy; the
 * rule is OpenSSH's.
 */
export function oddName(what: 'host' | 'user', name: string): string | undefined {
  if (name === '') return `the ${what} name is empty`;
  if (name.startsWith('-')) return `a ${what} name must not begin with "-"`;
  const odd = what === 'host' ? /[\s'`"$\\;&<>|(){}\p{Cc}]/u : /['`";&<>|(){}\p{Cc}]|\\$/u;
  const found = odd.exec(name)?.[0];
  return found === undefined ? undefined : `a ${what} name must not hold ${JSON.stringify(found)}`;
}
