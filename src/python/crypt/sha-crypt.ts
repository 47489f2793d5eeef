import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { base64OfCrypt } from './base64.ts';

/** What tells SHA-256 from SHA-512 in Drepper's "Unix crypt using SHA-256 and SHA-512". */
interface ShaScheme {
  readonly name: 'sha256' | 'sha512';
  readonly size: number;
  readonly prefix: string;
  /** Which bytes of the digest stand together in the text, three by three. */
  readonly order: readonly (readonly number[])[];
}

const sha512: ShaScheme = {
  name: 'sha512',
  size: 64,
  prefix: '$6$',
  order: [
    ...Array.from({ length: 21 }, (_, at) =>
      turned(
        [0, 21, 42].map((start) => start + at),
        at % 3,
      ),
    ),
    [63],
  ],
};

const sha256: ShaScheme = {
  name: 'sha256',
  size: 32,
  prefix: '$5$',
  order: [
    ...Array.from({ length: 10 }, (_, at) =>
      turned(
        [0, 10, 20].map((start) => start + at),
        (3 - (at % 3)) % 3,
      ),
    ),
    [31, 30],
  ],
};

function turned(items: readonly number[], by: number): readonly number[] {
  return [...items.slice(by), ...items.slice(0, by)];
}

export const usualRounds = 5000;

/** `$6$salt$…` and `$5$salt$…`, as crypt(3) makes them; `rounds` stands in the text when they are not the usual ones. */
export function shaCrypt(kind: 'sha256' | 'sha512', password: string, salt: string, rounds: number): string {
  const scheme = kind === 'sha512' ? sha512 : sha256;
  const digest = stretched(scheme, Buffer.from(password, 'utf8'), Buffer.from(salt, 'utf8'), rounds);
  const said = rounds === usualRounds ? '' : `rounds=${rounds}$`;
  return `${scheme.prefix}${said}${salt}$${base64OfCrypt(digest, scheme.order)}`;
}

function stretched({ name, size }: ShaScheme, key: Buffer, salt: Buffer, rounds: number): Buffer {
  const digest = (...parts: readonly Buffer[]): Buffer =>
    createHash(name).update(Buffer.concat(parts)).digest();
  const filled = (source: Buffer, length: number): Buffer => Buffer.alloc(length, source);
  const alternate = digest(key, salt, key);
  const bits: Buffer[] = [];
  for (let left = key.length; left > 0; left >>= 1) bits.push(left & 1 ? alternate : key);
  let result: Buffer = digest(key, salt, filled(alternate, key.length), ...bits);
  const p = filled(digest(...Array.from({ length: key.length }, () => key)), key.length);
  const s = filled(digest(...Array.from({ length: 16 + (result[0] ?? 0) }, () => salt)), salt.length);
  for (let round = 0; round < rounds; round += 1) {
    const parts = round & 1 ? [p] : [result];
    if (round % 3 !== 0) parts.push(s);
    if (round % 7 !== 0) parts.push(p);
    parts.push(round & 1 ? result : p);
    result = digest(...parts);
  }
  return result.subarray(0, size);
}
