import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startInProcess, testFolder } from '../../test/contracts/in-process-sshd.ts';
import { hear, never } from '../../test/contracts/link-contract.ts';
import type { Address } from '../model/playbook/address.ts';
import { openTransports } from './transports.ts';

test('each address gets its transport', async () => {
  await using host = await startInProcess();
  using folder = testFolder();
  await using transports = openTransports(folder.path);
  const addresses: readonly Address[] = [{ kind: 'local' }, host.address()];
  for (const address of addresses) {
    await using link = await transports.connect(address, never);
    expect((await hear(await link.start('echo in', never))).stdout.toString()).toBe('in\n');
  }
});

test('SSH is not loaded before an address needs it', () => {
  for (const file of ['transports.ts', 'connect.ts', 'local.ts', 'stream-pipe.ts']) {
    const text = readFileSync(new URL(file, import.meta.url), 'utf8');
    const loaded = [...text.matchAll(/^import (?!type )[^;]*? from '([^']+)'/gm)].map(([, from]) => from);
    expect(loaded.filter((from) => /ssh/.test(from ?? ''))).toEqual([]);
  }
});
