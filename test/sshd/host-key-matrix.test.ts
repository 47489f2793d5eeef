import { execFile, execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HostFailure } from '../../src/model/run/failure.ts';
import { connectSsh } from '../../src/transports/ssh/client.ts';
import { type KeyPair, keyPair, startInProcess, type TestHost } from '../contracts/in-process-sshd.ts';
import { never } from '../contracts/link-contract.ts';

/** Two known_hosts files: what each holds. */
type Files = readonly [first: string, second: string];

interface Keys {
  readonly port: number;
  /** `ssh-ed25519 AAAA…` of the key that the host shows. */
  readonly shown: string;
  /** Of the same type. */
  readonly other: string;
  /** Of another type, and not the host's. */
  readonly otherType: string;
}

const known = ({ port }: Keys): string => `[127.0.0.1]:${port}`;

function hashed(name: string): string {
  const salt = Buffer.alloc(20, 'salt');
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}

/** What the files may hold, by name. Where OpenSSH would accept and we do not, the name says why. */
const states: Readonly<Record<string, (keys: Keys) => Files>> = {
  'nothing at all': () => ['', ''],
  'the key': (keys) => [`${known(keys)} ${keys.shown}`, ''],
  'the key in the second file': (keys) => ['', `${known(keys)} ${keys.shown}`],
  'the key among others of the host': (keys) => [
    `${known(keys)} ${keys.other}\n${known(keys)} ${keys.shown}\n${known(keys)} ${keys.otherType}`,
    '',
  ],
  'another key of the same type': (keys) => [`${known(keys)} ${keys.other}`, ''],
  'another key in the first file and the key in the second': (keys) => [
    `${known(keys)} ${keys.other}`,
    `${known(keys)} ${keys.shown}`,
  ],
  'a key of another type only': (keys) => [`${known(keys)} ${keys.otherType}`, ''],
  'the key, hashed': (keys) => [`${hashed(known(keys))} ${keys.shown}`, ''],
  'another key, hashed': (keys) => [`${hashed(known(keys))} ${keys.other}`, ''],
  'the hash of another host': (keys) => [`${hashed('[127.0.0.2]:22')} ${keys.shown}`, ''],
  'the key by a wildcard': (keys) => [`[127.0.0.*]:* ${keys.shown}`, ''],
  'another key by a wildcard': (keys) => [`*:${keys.port} ${keys.other}`, ''],
  'the key for all but this host': (keys) => [`*,!${known(keys)} ${keys.shown}`, ''],
  'the key in a list': (keys) => [`web,${known(keys)},db ${keys.shown}`, ''],
  'the key without the port': (keys) => [`127.0.0.1 ${keys.shown}`, ''],
  'another key without the port': (keys) => [`127.0.0.1 ${keys.other}`, ''],
  'the key for another port': (keys) => [`[127.0.0.1]:${keys.port === 1 ? 2 : 1} ${keys.shown}`, ''],
  'the key, revoked': (keys) => [`@revoked ${known(keys)} ${keys.shown}\n${known(keys)} ${keys.shown}`, ''],
  'the key, revoked in the second file': (keys) => [
    `${known(keys)} ${keys.shown}`,
    `@revoked * ${keys.shown}`,
  ],
  'the key, revoked and nothing else': (keys) => [`@revoked ${known(keys)} ${keys.shown}`, ''],
  'the key, and another one revoked': (keys) => [
    `${known(keys)} ${keys.shown}\n@revoked * ${keys.other}`,
    '',
  ],
  'only another key, revoked': (keys) => [`@revoked * ${keys.other}`, ''],
  'the key, revoked for another host': (keys) => [
    `${known(keys)} ${keys.shown}\n@revoked web ${keys.shown}`,
    '',
  ],
  'an authority and the key': (keys) => [`@cert-authority * ${keys.other}\n${known(keys)} ${keys.shown}`, ''],
  'an authority only (stricter: not supported)': (keys) => [`@cert-authority * ${keys.other}`, ''],
  'the key, revoked without the port (stricter)': (keys) => [
    `${known(keys)} ${keys.shown}\n@revoked 127.0.0.1 ${keys.shown}`,
    '',
  ],
  'a revocation behind a tab (stricter)': (keys) => [
    `${known(keys)} ${keys.shown}\n@revoked\t${known(keys)} ${keys.shown}`,
    '',
  ],
  'a revocation that cannot be read (stricter)': (keys) => [
    `${known(keys)} ${keys.shown}\n@revoked ${known(keys)} ssh-ed25519 AAAA`,
    '',
  ],
  'a line that cannot be read, and the key': (keys) => [
    `${known(keys)} ssh-ed25519 !!\n${known(keys)} ${keys.shown}`,
    '',
  ],
  'comments, blanks and odd ends of line': (keys) => [
    `# c\r\n\r\n  ${known(keys)}\t${keys.shown}  comment\r\n`,
    '\n\n',
  ],
};

function hasSsh(): boolean {
  try {
    execFileSync('ssh', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const publicOf = (pair: KeyPair): string => pair.public.split(' ').slice(0, 2).join(' ');

function opensshAccepts(
  host: TestHost,
  mode: 'strict' | 'accept-new',
  files: readonly string[],
): Promise<boolean> {
  const { keyFiles, port } = host.address();
  const options = {
    StrictHostKeyChecking: mode === 'strict' ? 'yes' : 'accept-new',
    UserKnownHostsFile: files.join(' '),
    GlobalKnownHostsFile: '/dev/null',
    BatchMode: 'yes',
    IdentitiesOnly: 'yes',
    IdentityAgent: 'none',
    LogLevel: 'QUIET',
  };
  const words = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const all = [
    '-F',
    'none',
    ...words,
    '-i',
    keyFiles[0] ?? '',
    '-p',
    String(port),
    'tester@127.0.0.1',
    'echo in',
  ];
  return new Promise((resolve) => {
    execFile('ssh', all, (error, stdout) => resolve(error === null && stdout === 'in\n'));
  });
}

async function weAccept(
  host: TestHost,
  mode: 'strict' | 'accept-new',
  files: readonly string[],
): Promise<boolean> {
  try {
    const link = await connectSsh(host.address({ hostKeys: { mode, knownHostsFiles: files } }), {
      signal: never,
    });
    await link[Symbol.asyncDispose]();
    return true;
  } catch (error) {
    if (error instanceof HostFailure && error.failure.kind === 'untrusted-host-key') return false;
    throw error;
  }
}

function write(folder: string, files: Files): readonly string[] {
  return files.map((text, index) => {
    const path = join(folder, `known-${index}`);
    writeFileSync(path, text === '' || text.endsWith('\n') ? text : `${text}\n`);
    return path;
  });
}

/** Where we and OpenSSH judge differently, in words, and how often we accept. */
async function compare(
  host: TestHost,
  keys: Keys,
): Promise<{ readonly differences: readonly string[]; readonly accepted: number }> {
  const differences: string[] = [];
  let accepted = 0;
  for (const [name, filesFor] of Object.entries(states)) {
    for (const mode of ['strict', 'accept-new'] as const) {
      const theirs = await opensshAccepts(host, mode, write(host.folder, filesFor(keys)));
      const ours = await weAccept(host, mode, write(host.folder, filesFor(keys)));
      accepted += Number(ours);
      if (ours !== theirs) differences.push(`${ours ? 'WEAKER' : 'stricter'}: ${mode}, ${name}`);
    }
  }
  return { differences, accepted };
}

describe.skipIf(!hasSsh())('host keys as OpenSSH judges them (skipped where ssh is not installed)', () => {
  test.for(['ed25519', 'ed25519 and rsa'])('a host with %s', async (types) => {
    const [ed25519, rsa] = [keyPair(), keyPair('rsa')];
    const hostKeys = types === 'ed25519' ? [ed25519.private] : [ed25519.private, rsa.private];
    await using host = await startInProcess({ hostKeys });
    const { differences, accepted } = await compare(host, {
      port: host.port,
      shown: publicOf(ed25519),
      other: publicOf(keyPair()),
      otherType: publicOf(keyPair('rsa')),
    });
    expect(differences).toEqual([
      'stricter: accept-new, an authority only (stricter: not supported)',
      'stricter: strict, the key, revoked without the port (stricter)',
      'stricter: accept-new, the key, revoked without the port (stricter)',
      'stricter: strict, a revocation behind a tab (stricter)',
      'stricter: accept-new, a revocation behind a tab (stricter)',
      'stricter: strict, a revocation that cannot be read (stricter)',
      'stricter: accept-new, a revocation that cannot be read (stricter)',
    ]);
    expect(accepted).toBeGreaterThan(20);
  });
});
