import { readFile, stat } from 'node:fs/promises';
import ssh2, { type ParsedKey } from 'ssh2';
import { isMissing } from '../../../disk/error-code.ts';
import { quote, quoteAll } from '../../../host/quote.ts';
import { messageOf } from '../../../model/error.ts';
import { outerPublicKey } from './openssh-key.ts';
import { readKeyText } from './private-key.ts';

/** A private key file as it was found. */
export type KeyFile =
  | { readonly kind: 'usable'; readonly path: string; readonly key: ParsedKey; readonly publicKey: string }
  | {
      readonly kind: 'missing';
      readonly path: string;
      /** Of `path.pub`, as in `unusable`. */
      readonly publicKey: string | undefined;
    }
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
    if (isMissing(error)) return { kind: 'missing', path, publicKey: await besideIt(path) };
    return unusable(path, `cannot be read (${messageOf(error)})`, `ls -l ${quote(path)}`);
  }
  const found = readKeyText(content);
  switch (found.kind) {
    case 'private': {
      const publicKey = publicHalf(found.key);
      if (isOpen) return { ...readableByOthers(path), publicKey };
      return { kind: 'usable', path, key: withoutSha1(found.key), publicKey };
    }
    case 'encrypted': {
      const publicKey = (await besideIt(path)) ?? outerPublicKey(content);
      const why = isOpen ? readableByOthers(path) : unusable(path, 'is encrypted', `ssh-add ${quote(path)}`);
      return { ...why, publicKey };
    }
    case 'public': {
      const way = `ssh-add ${quote(path.replace(/\.pub$/, ''))}`;
      const why = 'holds a public key, and no agent has the private one';
      return { ...unusable(path, why, way), publicKey: publicHalf(found.key) };
    }
    case 'other':
      return unusable(path, found.why, quoteAll(found.way(path)));
  }
}

/** OpenSSH ignores such a key too; the agent may still hold it. */
function readableByOthers(path: string): Unusable {
  return unusable(path, 'can be read by other users', `chmod 600 ${quote(path)}`);
}

type Unusable = Extract<KeyFile, { readonly kind: 'unusable' }>;

function unusable(path: string, why: string, hint: string): Unusable {
  return { kind: 'unusable', path, why, hint, publicKey: undefined };
}

function publicHalf(key: ParsedKey): string {
  return key.getPublicSSH().toString('base64');
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
    return key instanceof Error ? undefined : publicHalf(key);
  } catch {
    return undefined;
  }
}
