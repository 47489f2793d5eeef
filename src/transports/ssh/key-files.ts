import { readFile, stat } from 'node:fs/promises';
import ssh2, { type ParsedKey } from 'ssh2';
import { isMissing } from '../../disk/error-code.ts';
import { quote } from '../../target/quote.ts';

/** A private key file as it was found. */
export type KeyFile =
  | { readonly kind: 'usable'; readonly path: string; readonly key: ParsedKey; readonly publicKey: string }
  | { readonly kind: 'missing'; readonly path: string }
  | {
      readonly kind: 'unusable';
      readonly path: string;
      /** `is encrypted`: goes behind the path. */
      readonly why: string;
      readonly hint: string;
      /** Canonical base64, when it is known without the passphrase: the agent may hold the key. */
      readonly publicKey: string | undefined;
    };

export async function readKeyFile(path: string): Promise<KeyFile> {
  let content: Buffer;
  let isOpen: boolean;
  try {
    const { mode, uid } = await stat(path);
    isOpen = uid === process.getuid?.() && (mode & 0o077) !== 0;
    content = await readFile(path);
  } catch (error) {
    if (isMissing(error)) return { kind: 'missing', path };
    return unusable(path, `cannot be read (${messageOf(error)})`, `ls -l ${quote(path)}`);
  }
  // OpenSSH ignores such a key too.
  if (isOpen) return unusable(path, 'can be read by other users', `chmod 600 ${quote(path)}`);
  return parse(path, content);
}

async function parse(path: string, content: Buffer): Promise<KeyFile> {
  const [key] = [ssh2.utils.parseKey(content)].flat();
  if (key === undefined || key instanceof Error) {
    if (!/encrypted/i.test(key?.message ?? '')) {
      return unusable(
        path,
        `holds no private key (${key?.message ?? 'it is empty'})`,
        `ssh-keygen -y -f ${quote(path)}`,
      );
    }
    const publicKey = (await besideIt(path)) ?? outerPublicKey(content);
    return { ...unusable(path, 'is encrypted', `ssh-add ${quote(path)}`), publicKey };
  }
  if (!key.isPrivateKey())
    return unusable(path, 'holds a public key, not the private one', `ls -l ${quote(path)}`);
  if (key.type === 'ssh-dss') return unusable(path, 'holds a DSA key', 'ssh-keygen -t ed25519');
  return { kind: 'usable', path, key: withoutSha1(key), publicKey: key.getPublicSSH().toString('base64') };
}

function unusable(path: string, why: string, hint: string): KeyFile & { readonly kind: 'unusable' } {
  return { kind: 'unusable', path, why, hint, publicKey: undefined };
}

/** ssh2 signs with SHA-1 for a server that does not name its signature algorithms; this key declines. */
function withoutSha1(key: ParsedKey): ParsedKey {
  if (key.type !== 'ssh-rsa') return key;
  return Object.create(key, {
    sign: {
      value: (data: Buffer, hash: string | undefined): Buffer | Error =>
        hash === 'sha256' || hash === 'sha512'
          ? key.sign(data, hash)
          : new Error('the host takes RSA signatures with SHA-1 alone'),
    },
  });
}

/** The public key from `path.pub`, which ssh-keygen leaves there. */
async function besideIt(path: string): Promise<string | undefined> {
  try {
    const key = ssh2.utils.parseKey(await readFile(`${path}.pub`));
    return key instanceof Error ? undefined : key.getPublicSSH().toString('base64');
  } catch {
    return undefined;
  }
}

/**
 * The public key that an encrypted file of OpenSSH's own format shows in the clear (OpenSSH, PROTOCOL.key): magic,
 * cipher, key derivation, its options, number of keys, public key.
 */
function outerPublicKey(content: Buffer): string | undefined {
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([^-]+)-----END/.exec(content.toString('latin1'))?.[1];
  const data = Buffer.from(body ?? '', 'base64');
  let at = 'openssh-key-v1\0'.length;
  const strings: Buffer[] = [];
  while (strings.length < 4) {
    // The number of keys stands between the third string and the fourth.
    if (strings.length === 3) at += 4;
    if (at + 4 > data.length) return undefined;
    const length = data.readUInt32BE(at);
    strings.push(data.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return strings[3]?.toString('base64');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
