import { quote } from '../../../host/quote.ts';
import type { SshAddress } from '../../../model/playbook/address.ts';
import type { Failure } from '../../../model/run/failure.ts';
import { addHostKey, knownNameOf, placeOf, removeHostKey } from '../hints.ts';
import { fingerprintOf, type HostKeyVerdict, type ShownKey } from './host-key-verdict.ts';
import type { KnownLine } from './known-hosts.ts';

type Refusal = Exclude<HostKeyVerdict, { readonly kind: 'trusted' }>;

/** The failure for a key that the files do not vouch for. The user would add it to the first of them. */
export function refusalFor(
  address: SshAddress,
  shown: ShownKey,
  verdict: Refusal,
  files: readonly string[],
): Failure {
  const [file = 'a known_hosts file'] = files;
  const at = 'line' in verdict ? `${verdict.line.file}:${verdict.line.line}` : '';
  const trust = `${compare(shown)}, then: ${addHostKey(address, scanType(shown.type), file)}`;
  switch (verdict.kind) {
    case 'unknown':
      return verdict.damaged === undefined
        ? untrusted(address, `${described(shown)} is not in ${files.join(', ') || file}`, trust)
        : damagedLine(address, shown, verdict.damaged, trust);
    case 'changed':
      return untrusted(
        address,
        `IT HAS CHANGED: the host showed ${described(shown)}, but ${at} holds ${describedLine(verdict.line)}; somebody may be in the middle, or the host was set up anew`,
        `only if you know why it changed: ${compare(shown)}, then: ${removeHostKey(knownNameOf(address), verdict.line.file)} && ${addHostKey(address, scanType(shown.type), file)}`,
      );
    case 'revoked':
      return untrusted(
        address,
        `${described(shown)} IS REVOKED by ${at}: whoever shows it is not to be trusted`,
        'give the host a new key (on the host: ssh-keygen -A after removing the old one), and do not connect until then',
      );
    case 'revoked-unreadably':
      return untrusted(
        address,
        `${at} revokes a key of this host, but the key cannot be read there`,
        `correct or remove that line: sed -n ${verdict.line.line}p ${quote(verdict.line.file)}`,
      );
    case 'authority':
      return untrusted(
        address,
        `${at} knows it by a certificate authority (@cert-authority), and host certificates are not supported`,
        `add the host's own key: ${trust}`,
      );
  }
}

/** The host is unknown, because the one line that names it holds half a key. */
function damagedLine(
  address: SshAddress,
  shown: ShownKey,
  { file, line }: KnownLine,
  trust: string,
): Failure {
  const remove = `sed -i ${line}d ${quote(file)}`;
  return untrusted(
    address,
    `it is not known: the key at ${file}:${line} is damaged (cut short, or pasted wrongly), so that nothing can be said about the ${described(shown)} that the host showed`,
    `take out the line: ${remove}; then ${trust}`,
  );
}

/** What the host showed has not the form of a key. */
export function notAKey(address: SshAddress): Failure {
  return untrusted(
    address,
    'what the host showed is no whole key',
    `look at what answers there: ${addHostKey(address, 'ed25519', '/dev/stdout')}`,
  );
}

/** The host showed another key earlier in this very run. */
export function changedInRun(address: SshAddress, shown: ShownKey, first: string): Failure {
  return untrusted(
    address,
    `IT HAS CHANGED DURING THIS RUN: the host showed ${described(shown)}, and ${fingerprintOf(first)} when it was first reached; somebody may be in the middle`,
    `find out who answers there before anything else; to look: ${addHostKey(address, scanType(shown.type), '/dev/stdout')}`,
  );
}

/** None of the keys that the host has is the pinned one. */
export function notThePinned(address: SshAddress, shown: readonly ShownKey[], pinned: string): Failure {
  return untrusted(
    address,
    `only ${pinned} is accepted, and the host showed ${shown.map(described).join(', ')}; somebody may be in the middle, or the host was set up anew`,
    `compare with the host's own: on its console, for f in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf "$f"; done`,
  );
}

/** A file that may hold a revocation cannot be looked into. */
export function unreadableFile(address: SshAddress, file: string, why: string): Failure {
  return untrusted(address, `${file} cannot be read: ${why}`, `make it readable: ls -l ${quote(file)}`);
}

/** A new key was accepted and cannot be written down, so that the next run would not know it. */
export function unwritableFile(address: SshAddress, shown: ShownKey, file: string, why: string): Failure {
  return untrusted(
    address,
    `${described(shown)} is new and cannot be kept in ${file}: ${why}`,
    `make the file writable, or add the key by hand: ${addHostKey(address, scanType(shown.type), file)}`,
  );
}

function untrusted(address: SshAddress, why: string, hint: string): Failure {
  return { kind: 'untrusted-host-key', address: placeOf(address), why, hint };
}

function compare({ type, fingerprint }: ShownKey): string {
  return `compare ${fingerprint} with the host's own (on its console: ssh-keygen -lf /etc/ssh/ssh_host_${scanType(type)}_key.pub)`;
}

function described({ type, fingerprint }: ShownKey): string {
  return `${scanType(type).toUpperCase()} key ${fingerprint}`;
}

function describedLine({ keyType, key }: KnownLine): string {
  return `${scanType(keyType).toUpperCase()} key ${key === undefined ? '' : fingerprintOf(key)}`;
}

/** The type as ssh-keyscan and the files under /etc/ssh name it. */
function scanType(keyType: string): string {
  if (keyType === 'ssh-rsa') return 'rsa';
  return keyType.startsWith('ecdsa-') ? 'ecdsa' : keyType.replace(/^ssh-/, '');
}
