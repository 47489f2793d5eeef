import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWholeKey } from './public-key.ts';
import { string } from './wire.ts';

const text = (words: string): Buffer => string(Buffer.from(words));
const keys = {
  'ssh-ed25519': [Buffer.alloc(32, 7)],
  'ssh-rsa': [Buffer.of(1, 0, 1), Buffer.alloc(256, 0x55)],
  'ssh-dss': [Buffer.alloc(128, 1), Buffer.alloc(20, 1), Buffer.alloc(128, 1), Buffer.alloc(128, 1)],
  'ecdsa-sha2-nistp256': [Buffer.from('nistp256'), Buffer.alloc(65, 4)],
  'ecdsa-sha2-nistp384': [Buffer.from('nistp384'), Buffer.alloc(97, 4)],
  'ecdsa-sha2-nistp521': [Buffer.from('nistp521'), Buffer.alloc(133, 4)],
  'sk-ssh-ed25519@openssh.com': [Buffer.alloc(32, 7), Buffer.from('ssh:')],
} as const;
const blobs = Object.entries(keys).map(
  ([type, parts]) => [type, Buffer.concat([text(type), ...parts.map((part) => string(part))])] as const,
);

test.for(blobs)('%s: the whole key is one, and no piece of it', ([, blob]) => {
  expect(isWholeKey(blob)).toBe(true);
  for (let length = 0; length < blob.length; length += 1)
    expect(isWholeKey(blob.subarray(0, length))).toBe(false);
  expect(isWholeKey(Buffer.concat([blob, Buffer.of(0)]))).toBe(false);
});

test.for([
  ['an Ed25519 point of 31 bytes', [text('ssh-ed25519'), string(Buffer.alloc(31))]],
  ['the curve of another type', [text('ecdsa-sha2-nistp256'), text('nistp384'), string(Buffer.alloc(65, 4))]],
  ['a compressed point', [text('ecdsa-sha2-nistp256'), text('nistp256'), string(Buffer.alloc(65, 3))]],
  ['a negative modulus', [text('ssh-rsa'), string(Buffer.of(3)), string(Buffer.alloc(256, 0xff))]],
  ['no modulus', [text('ssh-rsa'), string(Buffer.of(3)), string(Buffer.alloc(0))]],
] as const)('%s is no key', ([, parts]) => {
  expect(isWholeKey(Buffer.concat([...parts]))).toBe(false);
});

test('no bytes make it fail', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      (bytes) => typeof isWholeKey(Buffer.from(bytes)) === 'boolean',
    ),
  );
});
