import { expect, test } from 'vitest';
import { linkContract, never } from '../../test/contracts/link-contract.ts';
import { connectLocal, exitCodeOfSignal } from './local.ts';

linkContract('this machine', async () => {
  const link = connectLocal();
  return { link, [Symbol.asyncDispose]: async () => link[Symbol.asyncDispose]() };
});

test.for([
  ['SIGHUP', 129],
  ['SIGKILL', 137],
  ['SIGPLUGH', 255],
  ['', 255],
] as const)('a death by %s is exit code %i', ([name, exitCode]) => {
  expect(exitCodeOfSignal(name)).toBe(exitCode);
});

test('a command that this machine cannot start is no host', async () => {
  const failing = connectLocal().start(`: ${'x'.repeat(4_000_000)}`, never);
  await expect(failing).rejects.toMatchObject({
    failure: {
      kind: 'unreachable',
      address: 'this machine',
      cause: expect.stringContaining('cannot start /bin/sh'),
    },
  });
});
