import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keyPair, knownLine, startInProcess } from '../../../../test/contracts/in-process-sshd.ts';
import { never } from '../../../../test/contracts/link-contract.ts';
import { failureOfAddress } from '../../../../test/contracts/ssh-contract.ts';
import { connectSsh } from '../client.ts';

test('a host of which only the RSA key is known is asked for that', async () => {
  const rsa = keyPair('rsa');
  await using host = await startInProcess({ hostKeys: [keyPair().private, rsa.private] });
  writeFileSync(host.knownHosts, `${knownLine(host.port, rsa.private)}\n`);
  await using link = await connectSsh(host.address(), { signal: never });
  expect(link).toBeDefined();
});

test('a pin of any of the keys of a host will do', async () => {
  const rsa = keyPair('rsa');
  await using host = await startInProcess({ hostKeys: [keyPair().private, rsa.private] });
  const known = join(host.folder, 'rsa');
  writeFileSync(known, '');
  const refused = await failureOfAddress(
    host.address({ hostKeys: { mode: 'pinned', fingerprint: `SHA256:${'x'.repeat(43)}` } }),
  );
  const shown = 'why' in refused ? [...refused.why.matchAll(/(ED25519|RSA) key (SHA256:\S{43})/g)] : [];
  expect(shown.map(([, type]) => type)).toEqual(['ED25519', 'RSA']);
  for (const [, , fingerprint = ''] of shown) {
    await using link = await connectSsh(host.address({ hostKeys: { mode: 'pinned', fingerprint } }), {
      signal: never,
    });
    expect(link).toBeDefined();
  }
});

test.for([30, 48, 60])(
  'a line that is cut after %i characters of its key is damaged, not another key',
  async (length) => {
    await using host = await startInProcess({});
    const [name = '', type = '', key = ''] = readFileSync(host.knownHosts, 'utf8').split(' ');
    writeFileSync(host.knownHosts, `# mine\n${name} ${type} ${key.slice(0, length)}\n`);
    const failure = await failureOfAddress(host.address());
    expect(failure.kind).toBe('untrusted-host-key');
    const text = JSON.stringify(failure);
    expect(text).toContain(`the key at ${host.knownHosts}:2 is damaged`);
    expect(text).not.toMatch(/changed|in the middle/i);
  },
);

test('a known_hosts file that cannot be read refuses the host', async () => {
  await using host = await startInProcess({});
  const folder = join(host.folder, 'is-a-folder');
  mkdirSync(folder);
  const failure = await failureOfAddress(
    host.address({ hostKeys: { mode: 'accept-new', knownHostsFiles: [host.knownHosts, folder] } }),
  );
  expect(failure.kind).toBe('untrusted-host-key');
  expect('why' in failure && failure.why).toContain(`${folder} cannot be read`);
});

test('a new key that cannot be kept is not accepted, and nothing is sent to the host', async () => {
  const log: string[] = [];
  await using host = await startInProcess({ log });
  const file = '/proc/rulerun/known_hosts';
  const failure = await failureOfAddress(
    host.address({ hostKeys: { mode: 'accept-new', knownHostsFiles: [file] } }),
  );
  expect(failure.kind).toBe('untrusted-host-key');
  expect('why' in failure && failure.why).toContain(`cannot be kept in ${file}`);
  const nowhere = await failureOfAddress(
    host.address({ hostKeys: { mode: 'accept-new', knownHostsFiles: [] } }),
  );
  expect('why' in nowhere && nowhere.why).toContain('none is named');
  expect(log).toEqual([]);
});
