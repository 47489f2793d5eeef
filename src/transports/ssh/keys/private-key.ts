import { createPrivateKey, type KeyObject } from 'node:crypto';
import ssh2, { type ParsedKey } from 'ssh2';
import { codeOf } from '../../../disk/error-code.ts';
import { messageOf } from '../../../model/error.ts';
import { openSshKey, outerPublicKey } from './openssh-key.ts';
import { blobType } from './public-key.ts';

/** What the text of a key file holds. */
export type KeyText =
  | { readonly kind: 'private' | 'public'; readonly key: ParsedKey }
  | { readonly kind: 'encrypted' }
  | Other;

interface Other {
  readonly kind: 'other';
  /** Goes behind the path: `holds a DSA key`. */
  readonly why: string;
  /** The words of the command out. */
  readonly way: (path: string) => readonly string[];
}

/**
 * Reads all that OpenSSH reads: its own format, and PEM in PKCS#1, SEC 1 and PKCS#8, as OpenSSL and the consoles of
 * clouds write it. What ssh2 does not know of that is put into a form that it knows.
 */
export function readKeyText(content: Buffer): KeyText {
  const text = content.toString('latin1').replaceAll('\r\n', '\n');
  const [key] = [ssh2.utils.parseKey(text)].flat();
  if (key !== undefined && !(key instanceof Error)) {
    if (key.type === 'ssh-dss') return dsa;
    return { kind: key.isPrivateKey() ? 'private' : 'public', key };
  }
  return unlikeSsh2(content, text, key?.message ?? 'it is empty');
}

/** `said`: why ssh2 cannot read it. */
function unlikeSsh2(content: Buffer, text: string, said: string): KeyText {
  const pem = /-----BEGIN ((?:[A-Z0-9]+ )*PRIVATE KEY)-----\n[\s\S]+?\n-----END \1-----/.exec(text);
  const named = foreign.find(({ mark }) => mark.test(text));
  if (named !== undefined) return { kind: 'other', why: named.why, way: named.way };
  if (blobType(Buffer.from(outerPublicKey(content) ?? '', 'base64')).startsWith('sk-')) return fido;
  if (/encrypted/i.test(said) || pem?.[1] === 'ENCRYPTED PRIVATE KEY') return { kind: 'encrypted' };
  if (pem === null || pem[1] === 'OPENSSH PRIVATE KEY') return noKey(`holds no private key (${said})`);
  return fromPem(pem[0], pem[1] ?? '');
}

function noKey(why: string): KeyText {
  return { kind: 'other', why, way: (path) => ['ssh-keygen', '-y', '-f', path] };
}

const newKey = (): readonly string[] => ['ssh-keygen', '-t', 'ed25519'];
const look = (path: string): readonly string[] => ['ls', '-l', path];

const dsa: KeyText = { kind: 'other', why: 'holds a DSA key', way: newKey };

const fido: KeyText = {
  kind: 'other',
  why: 'needs a security key (FIDO) at hand, which is not supported',
  way: newKey,
};

/** Forms that neither ssh2 nor Node reads, by what is seen of them. */
const foreign: readonly (Pick<Other, 'why' | 'way'> & { readonly mark: RegExp })[] = [
  {
    mark: /^PuTTY-User-Key-File-/,
    why: "is in PuTTY's format (PPK), of a version that cannot be read here",
    way: (path) => ['puttygen', path, '-O', 'private-openssh', '-o', `${path}.openssh`],
  },
  {
    mark: /^---- BEGIN SSH2 /,
    why: "is in ssh.com's format (RFC 4716)",
    way: (path) => ['ssh-keygen', '-i', '-f', path],
  },
  {
    mark: /^-----BEGIN (?:RSA )?PUBLIC KEY-----/m,
    why: 'holds a public key, not the private one',
    way: look,
  },
  {
    mark: /^-----BEGIN CERTIFICATE-----(?![\s\S]*PRIVATE KEY)/,
    why: 'holds a certificate of X.509, not a private key',
    way: look,
  },
];

function fromPem(pem: string, label: string): KeyText {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (error) {
    if (codeOf(error) === 'ERR_MISSING_PASSPHRASE') return { kind: 'encrypted' };
    return noKey(`holds no private key that can be read (${label}: ${messageOf(error)})`);
  }
  const form = formFor(key);
  const [parsed] = form === undefined ? [] : [ssh2.utils.parseKey(form)].flat();
  if (parsed !== undefined && !(parsed instanceof Error)) return { kind: 'private', key: parsed };
  if (key.asymmetricKeyType === 'dsa') return dsa;
  const curve = key.asymmetricKeyDetails?.namedCurve ?? '';
  const what = `${key.asymmetricKeyType ?? 'unknown'} ${curve}`.trim();
  return { kind: 'other', why: `holds a key of a type that SSH has no name for (${what})`, way: newKey };
}

/** The key in a form that ssh2 reads. */
function formFor(key: KeyObject): string | undefined {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return key.export({ format: 'pem', type: 'pkcs1' }).toString();
    case 'ec':
      return key.export({ format: 'pem', type: 'sec1' }).toString();
    case 'ed25519':
      return openSshKey(key);
    default:
      return undefined;
  }
}
