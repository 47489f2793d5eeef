import { createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { readKeyText } from './private-key.ts';

const data = Buffer.from('what a host wants signed');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ec = (namedCurve: string): KeyObject => generateKeyPairSync('ec', { namedCurve }).privateKey;
const ed25519 = generateKeyPairSync('ed25519').privateKey;

function pem(key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1'): string {
  return key.export({ format: 'pem', type: type as 'pkcs8' }).toString();
}

test.for<readonly [what: string, key: KeyObject, text: string, hash: string | undefined]>([
  ['RSA in PKCS#8', rsa, pem(rsa, 'pkcs8'), 'sha512'],
  ['RSA in PKCS#1', rsa, pem(rsa, 'pkcs1'), 'sha512'],
  ['RSA with the ends of lines of Windows', rsa, pem(rsa, 'pkcs8').replaceAll('\n', '\r\n'), 'sha256'],
  ...['prime256v1', 'secp384r1', 'secp521r1'].flatMap((curve) => {
    const key = ec(curve);
    return [
      [`${curve} in PKCS#8`, key, pem(key, 'pkcs8'), undefined] as const,
      [`${curve} in SEC 1`, key, pem(key, 'sec1'), undefined] as const,
      [
        `${curve} behind its parameters`,
        key,
        `-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n${pem(key, 'sec1')}`,
        undefined,
      ] as const,
    ];
  }),
  ['Ed25519 in PKCS#8', ed25519, pem(ed25519, 'pkcs8'), undefined],
  ['Ed25519 behind words', ed25519, `Bag Attributes\n  name: me\n${pem(ed25519, 'pkcs8')}`, undefined],
])('%s is the key that it is', ([, key, text, hash]) => {
  const found = readKeyText(Buffer.from(text));
  if (found.kind !== 'private') throw new Error(JSON.stringify(found));
  const signature = found.key.sign(data, hash);
  if (signature instanceof Error) throw signature;
  // ssh2 gives the two numbers of ECDSA as SSH writes them.
  if (key.asymmetricKeyType === 'ec') return expect(found.key.verify(data, signature)).toBe(true);
  expect(verify(hash ?? null, data, createPublicKey(key), signature)).toBe(true);
});

test('many Ed25519 keys, none of which comes out as another', () => {
  for (let times = 0; times < 300; times += 1) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const found = readKeyText(Buffer.from(pem(privateKey, 'pkcs8')));
    if (found.kind !== 'private') throw new Error(JSON.stringify(found));
    const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
    expect(found.key.getPublicSSH().subarray(-32)).toEqual(raw);
  }
});

const locked = (type: 'pkcs8' | 'pkcs1'): string =>
  rsa.export({ format: 'pem', type: type as 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();

test.for([
  ['PKCS#8', locked('pkcs8')],
  ['PKCS#1 by openssl', locked('pkcs1')],
  [
    'SEC 1 by openssl',
    ec('prime256v1')
      .export({ format: 'pem', type: 'sec1', cipher: 'aes-128-cbc', passphrase: 'x' })
      .toString(),
  ],
] as const)('an encrypted key in %s is called encrypted', ([, text]) => {
  expect(readKeyText(Buffer.from(text))).toEqual({ kind: 'encrypted' });
});

test.for([
  [
    'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n',
    "PuTTY's format",
    'puttygen /k -O private-openssh -o /k.openssh',
  ],
  ['---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nAAAA\n', "ssh.com's format", 'ssh-keygen -i -f /k'],
  [createPublicKey(rsa).export({ format: 'pem', type: 'spki' }).toString(), 'a public key', 'ls -l /k'],
  [
    pem(generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).privateKey, 'pkcs8'),
    'DSA',
    'ssh-keygen -t ed25519',
  ],
  [pem(generateKeyPairSync('ed448').privateKey, 'pkcs8'), 'ed448', 'ssh-keygen -t ed25519'],
  [pem(ec('secp256k1'), 'pkcs8'), 'ec secp256k1', 'ssh-keygen -t ed25519'],
  [
    '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
    'no private key that can be read',
    'ssh-keygen -y -f /k',
  ],
  ['', 'no private key', 'ssh-keygen -y -f /k'],
] as const)('%s', ([text, why, way]) => {
  const found = readKeyText(Buffer.from(text));
  if (found.kind !== 'other') throw new Error(found.kind);
  expect([found.why, found.way('/k').join(' ')]).toEqual([expect.stringContaining(why), way]);
});
