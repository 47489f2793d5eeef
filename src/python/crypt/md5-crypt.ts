import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { base64OfCrypt } from './base64.ts';

const order = [[0, 6, 12], [1, 7, 13], [2, 8, 14], [3, 9, 15], [4, 10, 5], [11]];

/** `$1$salt$…`, as crypt(3) makes it after Kamp's scheme. */
export function md5Crypt(password: string, salt: string): string {
  const [key, start] = [Buffer.from(password, 'utf8'), Buffer.from(salt, 'utf8')];
  const digest = (...parts: readonly Buffer[]): Buffer =>
    createHash('md5').update(Buffer.concat(parts)).digest();
  const alternate = digest(key, start, key);
  const bits: Buffer[] = [];
  for (let left = key.length; left > 0; left >>= 1)
    bits.push(left & 1 ? Buffer.alloc(1) : key.subarray(0, 1));
  let result = digest(key, Buffer.from('$1$'), start, Buffer.alloc(key.length, alternate), ...bits);
  for (let round = 0; round < 1000; round += 1) {
    const parts = round & 1 ? [key] : [result];
    if (round % 3 !== 0) parts.push(start);
    if (round % 7 !== 0) parts.push(key);
    parts.push(round & 1 ? result : key);
    result = digest(...parts);
  }
  return `$1$${salt}$${base64OfCrypt(result, order)}`;
}
