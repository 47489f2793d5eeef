import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connectSsh } from '../../src/transports/ssh/client.ts';
import { hear, never } from '../contracts/link-contract.ts';
import { noSshd, type Sshd, startSshd } from './sshd.ts';

const groupsAlone = [
  'KexAlgorithms diffie-hellman-group-exchange-sha256',
  'Ciphers aes256-ctr',
  'MACs hmac-sha2-512',
];

const said = async (host: Sshd, command: string): Promise<string> => {
  await using link = await connectSsh(host.address(), { signal: never });
  return (await hear(await link.start(command, never))).stdout.toString();
};

describe.skipIf(noSshd !== undefined)(`sshds that choose the group themselves ${noSshd ?? ''}`, () => {
  test('one with the groups of OpenSSH', async () => {
    await using host = await startSshd({ config: groupsAlone });
    expect(await said(host, 'echo in')).toBe('in\n');
  });

  test('one that has nothing but the largest groups', async () => {
    await using host = await startSshd({
      config: groupsAlone,
      prefix(folder) {
        const lines = readFileSync('/etc/ssh/moduli', 'utf8').split('\n');
        writeFileSync(join(folder, 'moduli'), `${lines.filter((line) => / 8191 /.test(line)).join('\n')}\n`);
        writeFileSync(
          join(folder, 'config'),
          `ModuliFile ${folder}/moduli\n${readFileSync(join(folder, 'config'), 'utf8')}`,
        );
        return [];
      },
    });
    expect(await said(host, 'echo in')).toBe('in\n');
  });

  test('a key exchange again in the middle of a transfer', async () => {
    await using host = await startSshd({ config: [...groupsAlone, 'RekeyLimit 256K'] });
    expect((await said(host, 'head -c 3000000 /dev/zero | tr "\\0" x')).length).toBe(3_000_000);
  });
});
