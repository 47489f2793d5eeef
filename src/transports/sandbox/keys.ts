import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import ssh2 from 'ssh2';
import { makeFolder } from '../../disk/make-folder.ts';
import { createFile } from '../../disk/text-file.ts';
import { fingerprintOf } from '../ssh/trust/host-key-verdict.ts';

export interface SandboxKey {
  /** The private key, in a file of mode 0600. */
  readonly path: string;
  readonly privateKey: string;
  readonly publicKey: Buffer;
  /** `SHA256:…` of the public key. */
  readonly fingerprint: string;
}

/** The ed25519 key in the file, made first when there is none. All that ask at once get the same key. */
export async function keyAt(path: string): Promise<SandboxKey> {
  const privateKey = (await readKey(path)) ?? (await makeKey(path));
  const parsed = ssh2.utils.parseKey(privateKey);
  if (parsed instanceof Error) throw parsed;
  const publicKey = parsed.getPublicSSH();
  return { path, privateKey, publicKey, fingerprint: fingerprintOf(publicKey.toString('base64')) };
}

async function makeKey(path: string): Promise<string> {
  await makeFolder(dirname(path), 0o700);
  await createFile(path, freshKeyPair().private);
  return readFile(path, 'utf8');
}

/** About one in 300 keys that ssh2 1.17 makes it cannot read again ("Malformed OpenSSH private key"), so it is tried. */
export function freshKeyPair(): ReturnType<typeof ssh2.utils.generateKeyPairSync> {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519');
    if (!(ssh2.utils.parseKey(pair.private) instanceof Error)) return pair;
  }
}

async function readKey(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
