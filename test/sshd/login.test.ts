import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hintOf } from '../../src/model/run/failure.ts';
import { Secret } from '../../src/model/values/secret.ts';
import { connectSsh } from '../../src/transports/ssh/client.ts';
import { startAgent } from '../contracts/agent.ts';
import { keyPair } from '../contracts/in-process-sshd.ts';
import { hear, never } from '../contracts/link-contract.ts';
import { failureOfAddress } from '../contracts/ssh-contract.ts';
import { isRoot, noSshd, publicHostKey, type Sshd, startSshd } from './sshd.ts';

const password = new Secret('Tr0ub4dor & "3"');

/** An sshd that sees a password file of its own, in which root has that password. The machine's stays as it is. */
function startWithPassword(config: readonly string[]): Promise<Sshd> {
  return startSshd({
    config,
    prefix(folder) {
      const hash = execFileSync('openssl', ['passwd', '-6', '-stdin'], {
        input: password.reveal(),
        encoding: 'utf8',
      });
      const shadow = readFileSync('/etc/shadow', 'utf8').replace(/^root:[^:]*:/m, `root:${hash.trim()}:`);
      writeFileSync(join(folder, 'shadow'), shadow, { mode: 0o600 });
      return ['unshare', '-m', 'sh', '-c', `mount --bind ${folder}/shadow /etc/shadow && exec "$@"`, 'sh'];
    },
  });
}

describe.skipIf(noSshd !== undefined)(`logging in to a real sshd ${noSshd ?? ''}`, () => {
  test('a host of which only the RSA key is known', async () => {
    await using host = await startSshd({ hostKeyTypes: ['ed25519', 'rsa'] });
    writeFileSync(host.knownHosts, `[127.0.0.1]:${host.port} ${publicHostKey(host.folder, 'rsa')}\n`);
    await using link = await connectSsh(host.address(), { signal: never });
    expect((await hear(await link.start('echo in', never))).stdout.toString()).toBe('in\n');
  });

  test('an agent with more keys than the sshd lets us try', async () => {
    await using host = await startSshd({ config: ['MaxAuthTries 3'] });
    const [own = ''] = host.address().keyFiles;
    const strangers = Object.fromEntries(
      [1, 2, 3, 4, 5, 6].map((number) => [`key ${number}`, keyPair().private]),
    );
    await using agent = await startAgent({ ...strangers, own: readFileSync(own, 'utf8') });
    const unnamed = host.address({ agentSocket: agent.socket, keyFiles: [], keysNamed: false });
    const failure = await failureOfAddress(unnamed);
    expect(failure).toMatchObject({
      kind: 'unauthenticated',
      tried: ['agent key key 1', 'agent key key 2', 'agent key key 3'],
    });
    expect(hintOf(failure)).toContain('--private-key');
    await using link = await connectSsh(host.address({ agentSocket: agent.socket }), { signal: never });
    expect(link).toBeDefined();
  });

  test('an RSA key against an sshd that wants SHA-2', async () => {
    await using host = await startSshd();
    const rsa = join(host.folder, 'id_rsa');
    execFileSync('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-N', '', '-f', rsa]);
    writeFileSync(join(host.folder, 'authorized_keys'), readFileSync(`${rsa}.pub`));
    await using link = await connectSsh(host.address({ keyFiles: [rsa] }), { signal: never });
    expect(link).toBeDefined();
  });

  test.for(['ed25519', 'rsa', 'ecdsa'] as const)(
    'an encrypted %s key file and the same key in ssh-agent',
    async (type) => {
      await using host = await startSshd();
      const file = join(host.folder, 'locked');
      execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', file]);
      const open = readFileSync(file, 'utf8');
      execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'phrase', '-f', file]);
      writeFileSync(join(host.folder, 'authorized_keys'), readFileSync(`${file}.pub`));
      expect(await failureOfAddress(host.address({ keyFiles: [file] }))).toMatchObject({
        hint: `ssh-add ${file}`,
      });
      await using agent = await startAgent({ mine: open });
      await using link = await connectSsh(host.address({ keyFiles: [file], agentSocket: agent.socket }), {
        signal: never,
      });
      expect(link).toBeDefined();
    },
  );

  describe.skipIf(!isRoot)(
    `with a password ${isRoot ? '' : '(only root can give an sshd a password file)'}`,
    () => {
      test.for([
        { what: 'password', config: ['PasswordAuthentication yes'] },
        { what: 'keyboard-interactive', config: ['UsePAM yes', 'KbdInteractiveAuthentication yes'] },
        {
          what: 'both',
          config: ['UsePAM yes', 'KbdInteractiveAuthentication yes', 'PasswordAuthentication yes'],
        },
      ])('by $what', async ({ config }) => {
        await using host = await startWithPassword([...config, 'LogLevel DEBUG']);
        await using link = await connectSsh(host.address({ keyFiles: [], password }), { signal: never });
        expect((await hear(await link.start('echo in', never))).stdout.toString()).toBe('in\n');

        const failure = await failureOfAddress(host.address({ keyFiles: [], password: new Secret('wrong') }));
        expect(failure.kind).toBe('unauthenticated');
        // The host writes it down when it has answered.
        await expect.poll(() => host.log()).toContain('authenticating user root');
        expect(host.log().match(/^Failed (password|keyboard-interactive\S*) for root/gm)).toHaveLength(1);
        expect(host.log()).not.toContain(password.reveal());
      });

      test('after a key, as a second factor', async () => {
        await using host = await startWithPassword([
          'PasswordAuthentication yes',
          'AuthenticationMethods publickey,password',
        ]);
        await using link = await connectSsh(host.address({ password }), { signal: never });
        expect(link).toBeDefined();
        const failure = await failureOfAddress(host.address());
        expect(hintOf(failure)).toContain('the host takes password');
      });
    },
  );
});
