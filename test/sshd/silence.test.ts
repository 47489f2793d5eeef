import { describe, expect, test } from 'vitest';
import { connectSsh } from '../../src/transports/ssh/client.ts';
import { hear, never } from '../contracts/link-contract.ts';
import { failureOfAddress } from '../contracts/ssh-contract.ts';
import { noSshd, type Sshd, startSshd, tell } from './sshd.ts';

/** Stops the processes until it is disposed of. */
function stopped(pids: readonly number[]): Disposable {
  for (const pid of pids) tell(pid, 'SIGSTOP');
  return {
    [Symbol.dispose]() {
      for (const pid of pids) tell(pid, 'SIGCONT');
    },
  };
}

async function connected(host: Sshd): ReturnType<typeof connectSsh> {
  return connectSsh(host.address(), { signal: never });
}

describe.skipIf(noSshd !== undefined).concurrent(`a real sshd that falls silent ${noSshd ?? ''}`, () => {
  test('is noticed by its silence, and what ran is lost', async () => {
    await using host = await startSshd();
    const link = await connected(host);
    const pipe = await link.start('sleep 60', never);
    using _ = stopped(host.sessions());
    expect(await pipe.ended).toEqual({ kind: 'lost', cause: 'no sign of life from the host for 15 s' });
    await expect(link.start('true', never)).rejects.toMatchObject({ failure: { kind: 'lost' } });
    await link[Symbol.asyncDispose]();
  });

  test('as a bastion takes with it what went through it', async () => {
    await using bastion = await startSshd();
    await using host = await startSshd();
    const link = await connectSsh(host.address({ jumps: [bastion.address()] }), { signal: never });
    const pipe = await link.start('sleep 60', never);
    using _ = stopped(bastion.sessions());
    expect((await pipe.ended).kind).toBe('lost');
    await link[Symbol.asyncDispose]();
  });

  test('behind a bastion is noticed too', async () => {
    await using bastion = await startSshd();
    await using host = await startSshd();
    const link = await connectSsh(host.address({ jumps: [bastion.address()] }), { signal: never });
    const pipe = await link.start('sleep 60', never);
    using _ = stopped(host.sessions());
    expect(await pipe.ended).toEqual({ kind: 'lost', cause: 'no sign of life from the host for 15 s' });
    await link[Symbol.asyncDispose]();
  });

  test('before the login is given up at the limit', async () => {
    await using host = await startSshd();
    using _ = stopped([host.pid]);
    const failure = await failureOfAddress(host.address({ connectTimeoutMs: 3000 }));
    expect(failure).toEqual({
      kind: 'timeout',
      what: `the first word from 127.0.0.1:${host.port}`,
      limitMs: 3000,
    });
  });

  test('for a while only loses nothing', async () => {
    await using host = await startSshd();
    await using link = await connected(host);
    const pipe = await link.start('read line; echo "$line"', never);
    const silence = stopped(host.sessions());
    await new Promise((resolve) => setTimeout(resolve, 8000));
    silence[Symbol.dispose]();
    await pipe.write(Buffer.from('back\n'));
    expect((await hear(pipe)).stdout.toString()).toBe('back\n');
  });

  test('a start on it ends with a limit or with the loss, never in a wait without end', async () => {
    await using host = await startSshd();
    const link = await connected(host);
    using _ = stopped(host.sessions());
    const failure = await link.start('true', never).catch((error) => error.failure);
    expect(['timeout', 'lost']).toContain(failure.kind);
    await link[Symbol.asyncDispose]();
  });

  test('a session that is killed is lost, and its command goes on', async () => {
    await using host = await startSshd();
    await using link = await connected(host);
    const pipe = await link.start(`echo begun; sleep 1; echo done > ${host.folder}/done`, never);
    await new Promise<void>((resolve) => pipe.listen(() => resolve()));
    await host.cut();
    expect((await pipe.ended).kind).toBe('lost');
    await using again = await connected(host);
    const reading = async (): Promise<string> =>
      (await hear(await again.start(`cat ${host.folder}/done`, never))).stdout.toString();
    await expect.poll(reading).toBe('done\n');
  });
});
