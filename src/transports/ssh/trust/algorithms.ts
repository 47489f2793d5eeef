import { getCiphers } from 'node:crypto';
import type { Algorithms, CipherAlgorithm, KexAlgorithm, MacAlgorithm, ServerHostKeyAlgorithm } from 'ssh2';

/**
 * What we offer a host, best first. ssh2's own lists still hold SHA-1 (`ssh-rsa`, `hmac-sha1`); CBC, MD5, DSA and
 * group14 with SHA-1 are out as well. An sshd 7.4 (RHEL 7) has all of the first column.
 */
export const keyExchanges: readonly KexAlgorithm[] = [
  'curve25519-sha256',
  'curve25519-sha256@libssh.org',
  'ecdh-sha2-nistp256',
  'ecdh-sha2-nistp384',
  'ecdh-sha2-nistp521',
  'diffie-hellman-group16-sha512',
  'diffie-hellman-group-exchange-sha256',
  'diffie-hellman-group18-sha512',
  'diffie-hellman-group14-sha256',
];

/** In order of preference, with the name each has in OpenSSL, which may have been built without it. */
const ciphersInOpenssl: readonly (readonly [CipherAlgorithm, string])[] = [
  ['aes128-gcm@openssh.com', 'aes-128-gcm'],
  ['aes256-gcm@openssh.com', 'aes-256-gcm'],
  ['chacha20-poly1305@openssh.com', 'chacha20'],
  ['aes128-ctr', 'aes-128-ctr'],
  ['aes192-ctr', 'aes-192-ctr'],
  ['aes256-ctr', 'aes-256-ctr'],
];

export const ciphers: readonly CipherAlgorithm[] = availableCiphers();

export const macs: readonly MacAlgorithm[] = [
  'hmac-sha2-256-etm@openssh.com',
  'hmac-sha2-512-etm@openssh.com',
  'hmac-sha2-256',
  'hmac-sha2-512',
];

export const hostKeyAlgorithms: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

/** The whole offer, asking for these kinds of host keys in this order. */
export function offerOf(hostKeys: readonly ServerHostKeyAlgorithm[]): Required<Algorithms> {
  return {
    kex: [...keyExchanges],
    cipher: [...ciphers],
    hmac: [...macs],
    serverHostKey: [...hostKeys],
    // ssh2's zlib can throw where nobody can catch it.
    compress: ['none'],
  };
}

/** The type of key that an algorithm signs with: both `rsa-sha2` ones use `ssh-rsa` keys. */
export function keyTypeOf(algorithm: ServerHostKeyAlgorithm): string {
  return algorithm.startsWith('rsa-sha2-') ? 'ssh-rsa' : algorithm;
}

/**
 * Our algorithms with those of the known key types first, as OpenSSH asks: a host of which only the RSA key is known
 * would otherwise show its ed25519 key and be taken for an impostor.
 */
export function preferring(knownTypes: ReadonlySet<string>): readonly ServerHostKeyAlgorithm[] {
  const isKnown = (algorithm: ServerHostKeyAlgorithm): boolean => knownTypes.has(keyTypeOf(algorithm));
  return [...hostKeyAlgorithms.filter(isKnown), ...hostKeyAlgorithms.filter((each) => !isKnown(each))];
}

function availableCiphers(): readonly CipherAlgorithm[] {
  const available = new Set(getCiphers());
  return ciphersInOpenssl.filter(([, name]) => available.has(name)).map(([cipher]) => cipher);
}
