import { stringsIn } from './wire.ts';

/** The name of its type that a public key in SSH's wire format begins with; empty when it does not. */
export function blobType(blob: Buffer): string {
  if (blob.length < 4) return '';
  const length = blob.readUInt32BE(0);
  return length > 64 || 4 + length >= blob.length ? '' : blob.toString('latin1', 4, 4 + length);
}

type Parts = readonly (Buffer | undefined)[];

interface Form {
  /** How many strings a key is made of, the name of its type the first. */
  readonly count: number;
  /** What they must look like; absent: any. */
  readonly fits?: (parts: Parts) => boolean;
}

function onCurve(curve: string, length: number): Form {
  const fits = ([, named, point]: Parts): boolean =>
    named?.toString('latin1') === curve && point?.length === length && point[0] === 4;
  return { count: 3, fits };
}

const forms: ReadonlyMap<string, Form> = new Map([
  ['ssh-ed25519', { count: 2, fits: ([, point]: Parts) => point?.length === 32 }],
  ['ssh-rsa', { count: 3, fits: ([, exponent, modulus]: Parts) => isNumber(exponent) && isNumber(modulus) }],
  ['ssh-dss', { count: 5, fits: (parts: Parts) => parts.slice(1).every(isNumber) }],
  ['ecdsa-sha2-nistp256', onCurve('nistp256', 65)],
  ['ecdsa-sha2-nistp384', onCurve('nistp384', 97)],
  ['ecdsa-sha2-nistp521', onCurve('nistp521', 133)],
  ['sk-ssh-ed25519@openssh.com', { count: 3 }],
  ['sk-ecdsa-sha2-nistp256@openssh.com', { count: 4 }],
]);

/**
 * True when the bytes are a key of the type that they name: their inner lengths add up to the whole. A key that was cut
 * short is no key, and what is made of it (a fingerprint, an alarm) would be of nothing.
 */
export function isWholeKey(blob: Buffer): boolean {
  const type = blobType(blob);
  const form = forms.get(type);
  // Of a type that we do not know, such as a certificate, no more can be said than that it has a name.
  if (form === undefined) return type !== '';
  const parts = stringsIn(blob, form.count);
  return parts !== undefined && (form.fits?.(parts) ?? true);
}

/** A number above zero. */
function isNumber(bytes: Buffer | undefined): boolean {
  const first = bytes?.[0];
  return first !== undefined && first < 0x80;
}
