import { expect, test } from 'vitest';
import { startAgent } from '../../../../test/contracts/agent.ts';
import { keyPair, testFolder, writeKey } from '../../../../test/contracts/in-process-sshd.ts';
import { agentWith, listAgentKeys } from './agent.ts';
import { readKeyFile } from './key-files.ts';

const data = Buffer.from('what a host wants signed');

test.for([
  { hash: 'sha1', isSigned: false },
  { hash: undefined, isSigned: false },
  { hash: 'sha256', isSigned: true },
  { hash: 'sha512', isSigned: true },
] as const)(
  'an RSA key signs with $hash: $isSigned, in a file and in the agent',
  async ({ hash, isSigned }) => {
    using folder = testFolder();
    const pair = keyPair('rsa');
    const file = await readKeyFile(writeKey(folder.path, 'id', pair));
    const signature = file.kind === 'usable' ? file.key.sign(data, hash) : undefined;
    expect(Buffer.isBuffer(signature)).toBe(isSigned);

    await using agent = await startAgent({ mine: pair.private });
    const [key] = await listAgentKeys(agent.socket);
    if (key === undefined) throw new Error('the agent has no key');
    const error = await new Promise((resolve) => {
      agentWith(agent.socket, key).sign(key.key, data, hash === undefined ? {} : { hash }, resolve);
    });
    expect(error instanceof Error).toBe(!isSigned);
  },
);
