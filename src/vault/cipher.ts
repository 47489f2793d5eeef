import { createCipheriv, createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { damaged, type Envelope } from './envelope.ts';

const ROUNDS = 10_000;
const KEY_BYTES = 32;
const BLOCK_BYTES = 16;

/** Bytes of the salt that ansible-vault takes. */
export const SALT_BYTES = 32;

interface Keys {
  readonly content: Buffer;
  readonly seal: Buffer;
  readonly counter: Buffer;
}

/** `salt` must be new for every text: with the same one twice, two contents give each other away. */
export function encrypt(
  plain: Uint8Array,
  password: Uint8Array,
  { id, salt }: Pick<Envelope, 'id' | 'salt'>,
): Envelope {
  const keys = keysOf(password, salt);
  const cipher = createCipheriv('aes-256-ctr', keys.content, keys.counter);
  const content = Buffer.concat([cipher.update(padded(plain)), cipher.final()]);
  return { id, salt, seal: sealOf(content, keys), content };
}

/** Undefined: the password is another one, or the text is not as it was written. @throws {VaultFault} `damaged` */
export function decrypt({ salt, seal, content }: Envelope, password: Uint8Array): Uint8Array | undefined {
  const keys = keysOf(password, salt);
  if (!timingSafeEqual(sealOf(content, keys), seal)) return undefined;
  const cipher = createDecipheriv('aes-256-ctr', keys.content, keys.counter);
  return unpadded(Buffer.concat([cipher.update(content), cipher.final()]));
}

function keysOf(password: Uint8Array, salt: Uint8Array): Keys {
  const bytes = pbkdf2Sync(password, salt, ROUNDS, 2 * KEY_BYTES + BLOCK_BYTES, 'sha256');
  return {
    content: bytes.subarray(0, KEY_BYTES),
    seal: bytes.subarray(KEY_BYTES, 2 * KEY_BYTES),
    counter: bytes.subarray(2 * KEY_BYTES),
  };
}

function sealOf(content: Uint8Array, { seal }: Keys): Buffer {
  return createHmac('sha256', seal).update(content).digest();
}

/** The cipher needs no whole blocks; ansible-vault fills them up all the same (PKCS #7). */
function padded(plain: Uint8Array): Buffer {
  const missing = BLOCK_BYTES - (plain.length % BLOCK_BYTES);
  return Buffer.concat([plain, Buffer.alloc(missing, missing)]);
}

function unpadded(bytes: Buffer): Uint8Array {
  const missing = bytes.at(-1) ?? 0;
  const tail = bytes.subarray(bytes.length - missing);
  const isWhole = bytes.length % BLOCK_BYTES === 0 && missing >= 1 && missing <= BLOCK_BYTES;
  if (!isWhole || tail.some((byte) => byte !== missing)) throw damaged('its last block is not filled up');
  return bytes.subarray(0, bytes.length - missing);
}
