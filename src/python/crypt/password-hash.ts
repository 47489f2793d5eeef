import type { Chance } from '../../model/lookups.ts';
import { randomText } from '../chance/chance.ts';
import { Fault } from '../fault.ts';
import type { Meter } from '../meter.ts';
import { md5Crypt } from './md5-crypt.ts';
import { shaCrypt, usualRounds } from './sha-crypt.ts';

/** What a password becomes, in the words of Ansible's `password_hash`. */
export interface Hashing {
  readonly scheme: string;
  /** Absent: it is drawn. */
  readonly salt: string | undefined;
  readonly saltSize: number | undefined;
  readonly rounds: number | undefined;
}

const saltLetters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./';
const saltSizes: ReadonlyMap<string, number> = new Map([
  ['md5_crypt', 8],
  ['sha256_crypt', 16],
  ['sha512_crypt', 16],
]);
const shortNames: ReadonlyMap<string, string> = new Map([
  ['md5', 'md5_crypt'],
  ['blowfish', 'bcrypt'],
  ['sha256', 'sha256_crypt'],
  ['sha512', 'sha512_crypt'],
]);

/** How long a salt is drawn for a scheme; 8 for one that is not known. */
export function saltFor(chance: Chance, scheme: string, size?: number): string {
  return randomText(chance, saltLetters, size ?? saltSizes.get(longName(scheme)) ?? 8);
}

function longName(scheme: string): string {
  return shortNames.get(scheme) ?? scheme;
}

/** Why there is no such hash; undefined: there is. */
export function unknownHash(scheme: string): Fault | undefined {
  if (saltSizes.has(longName(scheme))) return undefined;
  return new Fault('type', `the hash \`${scheme}\` is not supported`, { hint: 'use sha512, sha256 or md5' });
}

/** The hash that `/etc/shadow` takes. */
export function hashedPassword(password: string, how: Hashing, chance: () => Chance, meter: Meter): string {
  const scheme = longName(how.scheme);
  const most = saltSizes.get(scheme);
  if (most === undefined) throw unknownHash(how.scheme);
  const salt = how.salt ?? saltFor(chance(), scheme, how.saltSize);
  if (salt.length > most || !/^[./\dA-Za-z]*$/.test(salt))
    throw new Fault('type', `a salt is at most ${most} of the letters, digits, \`.\` and \`/\``);
  const rounds = Math.min(Math.max(how.rounds ?? usualRounds, 1000), 999_999_999);
  meter.step((rounds / 8) * (1 + password.length / 64));
  if (scheme === 'md5_crypt') return md5Crypt(password, salt);
  return shaCrypt(scheme === 'sha512_crypt' ? 'sha512' : 'sha256', password, salt, rounds);
}
