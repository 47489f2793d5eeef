import { stringsIn } from './wire.ts';

/** The name of its type that a public key in SSH's wire format begins with; empty when it does not. */
export function blobType(blob: Buffer): string {
  if (blob.length < 4) return '';
  const length = blob.readUInt32BE(0);
  return length > 64 || 4 + length >= blob.length ? '' : blob.toString('latin1', 4, 4 + length);
}

/** How many strings a key of that type is made of, its name the first, and what the second to last must look like. */
const shapes: ReadonlyMap<string, (parts: readonly Buffer[]) => boolean> = new Map([
  ['ssh-ed25519', ([, point]) => point?.length === 32],
  ['ssh-rsa', ([, exponent, modulus]) => isNumber(exponent) && isNumber(modulus)],
  ['ssh-dss', (parts) => parts.slice(1).every(isNumber)],
  ...(
    [
      ['nistp256', 65],
      ['nistp384', 97],
      ['nistp521', 133],
    ] as const
  ).map(
    ([curve, length]) =>
      [
        `ecdsa-sha2-${curve}`,
        ([, named, point]: readonly Buffer[]) =>
          named?.toString('latin1') === curve && point?.length === length && point[0] === 4,
      ] as const,
  ),
]);

const partsOf: ReadonlyMap<string, number> = new Map([
  ['ssh-ed25519', 2],
  ['ssh-rsa', 3],
  ['ssh-dss', 5],
  ['ecdsa-sha2-nistp256', 3],
  ['ecdsa-sha2-nistp384', 3],
  ['ecdsa-sha2-nistp521', 3],
  ['sk-ssh-ed25519@openssh.com', 3],
  ['sk-ecdsa-sha2-nistp256@openssh.com', 4],
]);

/**
 * True when the bytes are a key of the type that they name: their inner lengths add up to the whole. A key that was cut
 * short is no key, and what is made of it (a fingerprint, an alarm) would be of nothing.
 */
export function isWholeKey(blob: Buffer): boolean {
  const type = blobType(blob);
  const count = partsOf.get(type);
  // Of a type that we do not know, such as a certificate, no more can be said than that it has a name.
  if (count === undefined) return type !== '';
  const parts = stringsIn(blob, count);
  return parts !== undefined && (shapes.get(type)?.(parts) ?? true);
}

/** A number above zero. */
function isNumber(bytes: Buffer | undefined): boolean {
  const first = bytes?.[0];
  return first !== undefined && first < 0x80;
}
