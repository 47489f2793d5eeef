import type { KeyObject } from 'node:crypto';
import { string, uint32 } from './wire.ts';

const magic = Buffer.from('openssh-key-v1\0');
/** The private part is filled up to whole blocks of this size when it is not encrypted. */
const blockBytes = 8;

/** An Ed25519 key in the format of OpenSSH's own (PROTOCOL.key), not encrypted: the one form of it that ssh2 reads. */
export function openSshKey(key: KeyObject): string {
  const { d = '', x = '' } = key.export({ format: 'jwk' });
  const seed = Buffer.from(d, 'base64url');
  const point = Buffer.from(x, 'base64url');
  const type = string(Buffer.from('ssh-ed25519'));
  // Two equal numbers, by which a reader sees that it has decrypted rightly.
  const check = Buffer.concat([uint32(0), uint32(0)]);
  const comment = string(Buffer.alloc(0));
  const bare = Buffer.concat([check, type, string(point), string(Buffer.concat([seed, point])), comment]);
  const filling = Buffer.from(Array.from({ length: -bare.length & (blockBytes - 1) }, (_, at) => at + 1));
  const none = string(Buffer.from('none'));
  const whole = Buffer.concat([
    ...[magic, none, none, string(Buffer.alloc(0)), uint32(1)],
    string(Buffer.concat([type, string(point)])),
    string(Buffer.concat([bare, filling])),
  ]);
  const lines = whole.toString('base64').replace(/.{1,70}/g, '$&\n');
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}-----END OPENSSH PRIVATE KEY-----\n`;
}

/**
 * The public key that a file of this format shows in the clear even when it is encrypted: magic, cipher, key derivation,
 * its options, number of keys, public key. In canonical base64.
 */
export function outerPublicKey(content: Buffer): string | undefined {
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([^-]+)-----END/.exec(content.toString('latin1'))?.[1];
  const data = Buffer.from(body ?? '', 'base64');
  let at = magic.length;
  const strings: Buffer[] = [];
  while (strings.length < 4) {
    // The number of keys stands between the third string and the fourth.
    if (strings.length === 3) at += 4;
    if (at + 4 > data.length) return undefined;
    const length = data.readUInt32BE(at);
    strings.push(data.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return strings[3]?.toString('base64');
}
