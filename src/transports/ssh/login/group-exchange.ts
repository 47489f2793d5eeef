import { createPrivateKey, createPublicKey, diffieHellman, type KeyObject, randomBytes } from 'node:crypto';
import type { Client } from 'ssh2';
import {
  bitString,
  contentsIn,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  withoutZeros,
} from '../keys/der.ts';

/**
 * Groups that a host chooses itself (`diffie-hellman-group-exchange-sha256`), without what makes ssh2 hold up the whole
 * run for them: it asks for 8,192 bits where the cipher has 256, tests on the main thread whether the prime is one, and
 * works with an exponent as long as the prime. That is half a minute of one core for one host.
 *
 * Here as in OpenSSH the prime is not tested. The host signs it together with the rest, and a host that wanted to give
 * the secret away would not need a bad prime for it.
 */

/** As strong as curve25519, which is what we ask for first; 3 ms of one core. A host may still choose up to 8,192. */
const preferredBits = 3072;
/** RFC 8270, and what ssh2 asks the host for. */
const fewestBits = 2048;
const mostBits = 8192;
/** Twice the strength of the strongest cipher, as OpenSSH: a longer exponent adds nothing but time. */
const exponentBytes = 64;

/** To be called when `connect` has returned: nothing of the host's has been read then. */
export function chooseGroupsCheaply(client: Client): void {
  const protocol: unknown = Reflect.get(client, '_protocol');
  if (typeof protocol !== 'object' || protocol === null) return;
  let exchange: unknown = Reflect.get(protocol, '_kex');
  // ssh2 makes an exchange, puts it there and starts it; a new one at each rekey.
  Object.defineProperty(protocol, '_kex', {
    configurable: true,
    enumerable: true,
    get: () => exchange,
    set(made: unknown) {
      exchange = made;
      if (isGroupExchange(made)) adapt(made);
    },
  });
}

/** What is used of ssh2's `DHGroupExchange`. */
interface GroupExchange {
  readonly type: 'groupex';
  _prefBits: number;
  readonly _prime: Buffer | null;
  readonly _generator: Buffer | null;
  _dh: Group | null;
  _public: Buffer | null;
  generateKeys: () => void;
}

/** What ssh2 uses of Node's `DiffieHellman`. */
interface Group {
  getPrime(): Buffer;
  getGenerator(): Buffer;
  computeSecret(otherPublicKey: Buffer): Buffer;
}

function isGroupExchange(made: unknown): made is GroupExchange {
  return typeof made === 'object' && made !== null && 'type' in made && made.type === 'groupex';
}

function adapt(exchange: GroupExchange): void {
  exchange._prefBits = Math.min(exchange._prefBits, preferredBits);
  exchange.generateKeys = (): void => {
    const { _prime: prime, _generator: generator } = exchange;
    if (exchange._dh !== null || prime === null || generator === null) return;
    const { group, publicKey } = groupWith(prime, generator);
    exchange._dh = group;
    exchange._public = publicKey;
  };
}

/** A fresh key in the group. @throws {Error} for a group that no host should offer. */
export function groupWith(
  prime: Buffer,
  generator: Buffer,
): { readonly group: Group; readonly publicKey: Buffer } {
  const bits = bitsIn(prime);
  if (bits < fewestBits || bits > mostBits) {
    throw new Error(`the host chose a group of ${bits} bits; from ${fewestBits} to ${mostBits} are accepted`);
  }
  const algorithm = sequence(
    // dhKeyAgreement of PKCS#3
    objectIdentifier('2a864886f70d010301'),
    sequence(integer(prime), integer(generator)),
  );
  const exponent = randomBytes(exponentBytes);
  // OpenSSL computes the public half from the private one, in constant time.
  const privateKey = createPrivateKey({
    key: sequence(integer(Buffer.of(0)), algorithm, octetString(integer(exponent))),
    format: 'der',
    type: 'pkcs8',
  });
  const computeSecret = (otherPublicKey: Buffer): Buffer =>
    diffieHellman({ privateKey, publicKey: publicKeyIn(algorithm, otherPublicKey) });
  return {
    group: { getPrime: () => prime, getGenerator: () => generator, computeSecret },
    publicKey: numberIn(createPublicKey(privateKey)),
  };
}

function publicKeyIn(algorithm: Buffer, number: Buffer): KeyObject {
  return createPublicKey({
    key: sequence(algorithm, bitString(integer(number))),
    format: 'der',
    type: 'spki',
  });
}

/** The number that is a public key: SPKI is the algorithm, and the number as an integer in a string of bits. */
function numberIn(publicKey: KeyObject): Buffer {
  const [spki = Buffer.alloc(0)] = contentsIn(publicKey.export({ format: 'der', type: 'spki' }));
  const [, bits = Buffer.alloc(0)] = contentsIn(spki);
  const [number = Buffer.alloc(0)] = contentsIn(bits.subarray(1));
  return number;
}

function bitsIn(number: Buffer): number {
  const bare = withoutZeros(number);
  return bare.length === 0 ? 0 : bare.length * 8 - Math.clz32(bare[0] ?? 0) + 24;
}
