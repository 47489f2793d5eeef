import type { Buffer } from 'node:buffer';
import { itemAt } from '../present.ts';

export const cryptLetters = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The digest as crypt(3) writes it: groups of bytes, the first the highest, six bits a letter from the lowest. */
export function base64OfCrypt(digest: Buffer, order: readonly (readonly number[])[]): string {
  return order
    .map((group) => {
      let bits = group.reduce((sum, index) => sum * 256 + itemAt(digest, index), 0);
      return Array.from({ length: group.length + 1 }, () => {
        const letter = cryptLetters.charAt(bits % 64);
        bits = Math.floor(bits / 64);
        return letter;
      }).join('');
    })
    .join('');
}
