import type { ServerChannel } from 'ssh2';
import { expect, test } from 'vitest';
import { startInProcess } from '../../../test/contracts/in-process-sshd.ts';
import { hear, never } from '../../../test/contracts/link-contract.ts';
import type { PipeEnd } from '../../model/ports.ts';
import { hintOf } from '../../model/run/failure.ts';
import { connectSsh } from './client.ts';

/** How a command ends when the host's side of it does that. */
async function endAfter(execute: (channel: ServerChannel, cut: () => void) => void): Promise<PipeEnd> {
  let cut = (): void => {};
  await using host = await startInProcess({ execute: (_, channel) => execute(channel, () => cut()) });
  cut = () => void host.cut();
  await using link = await connectSsh(host.address(), { signal: never });
  return (await hear(await link.start('anything', never))).end;
}

test('an exit code and the end of the output: it has ended', async () => {
  const end = await endAfter((channel) => {
    channel.exit(5);
    channel.end();
  });
  expect(end).toEqual({ kind: 'exited', exitCode: 5 });
});

test('an end without an exit code is a loss, not a success', async () => {
  const end = await endAfter((channel) => channel.end('output'));
  expect(end).toEqual({ kind: 'lost', cause: 'the host ended the command without an exit code' });
});

test('an exit code whose output was cut off is a loss', async () => {
  const end = await endAfter((channel, cut) => {
    channel.write('half of the out');
    channel.exit(0);
    setTimeout(cut, 100);
  });
  expect(end.kind).toBe('lost');
});

test('an exit code, the end of the output and then a reset: it has ended', async () => {
  const end = await endAfter((channel, cut) => {
    channel.write('all');
    channel.exit(6);
    channel.eof();
    setTimeout(cut, 100);
  });
  expect(end).toEqual({ kind: 'exited', exitCode: 6 });
});

test('everything in one segment with the answer is not missed', async () => {
  await using host = await startInProcess({
    execute(command, channel) {
      channel.write(command);
      channel.stderr.write('err');
      channel.exit(9);
      channel.end();
    },
  });
  await using link = await connectSsh(host.address(), { signal: never });
  for (let times = 0; times < 50; times += 1) {
    const { stdout, stderr, end } = await hear(await link.start(`number ${times}`, never));
    expect([stdout.toString(), stderr.toString(), end]).toEqual([
      `number ${times}`,
      'err',
      { kind: 'exited', exitCode: 9 },
    ]);
  }
});

test('a session that is refused is asked for again', async () => {
  const log: string[] = [];
  await using host = await startInProcess({ log, sessionsRefused: 2 });
  await using link = await connectSsh(host.address(), { signal: never });
  expect((await hear(await link.start('echo in', never))).stdout.toString()).toBe('in\n');
  expect(log.filter((entry) => entry === 'session')).toHaveLength(3);
});

test('a host that opens no session at all is named with its setting', async () => {
  await using host = await startInProcess({ sessionsRefused: 1000 });
  await using link = await connectSsh(host.address(), { signal: never });
  await expect(link.start('true', never)).rejects.toMatchObject({
    failure: { kind: 'refused', why: expect.stringContaining('MaxSessions') },
  });
});

test('a host that runs no commands is told apart from a lost one', async () => {
  await using host = await startInProcess({ execute: undefined });
  await using link = await connectSsh(host.address(), { signal: never });
  const end = await (await link.start('true', never)).ended;
  if (end.kind !== 'failed') throw new Error(JSON.stringify(end));
  expect([end.failure.kind, hintOf(end.failure)]).toEqual([
    'refused',
    expect.stringContaining('ForceCommand'),
  ]);
});

test('what a command is to hear does not wait until the host has said that it starts it', async () => {
  let accept: (() => void) | undefined;
  await using host = await startInProcess({
    beforeExec: (later) => {
      accept = later;
    },
  });
  await using link = await connectSsh(host.address(), { signal: never });
  const pipe = await link.start('cat', never);
  await expect.poll(() => accept).toBeDefined();
  accept?.();
  await pipe.write(Buffer.from('early'));
  const heard = new Promise((resolve) => pipe.listen((_, bytes) => resolve(Buffer.from(bytes).toString())));
  expect(await heard).toBe('early');
});

test('no more than four commands run at once, and the fifth begins when one ends', async () => {
  let [now, most] = [0, 0];
  await using host = await startInProcess({
    execute(_, channel) {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        channel.exit(0);
        channel.end();
      }, 20);
    },
  });
  await using link = await connectSsh(host.address(), { signal: never });
  const ends = Array.from({ length: 13 }, async () => (await hear(await link.start('true', never))).end.kind);
  expect(new Set(await Promise.all(ends))).toEqual(new Set(['exited']));
  expect(most).toBe(4);
});

test('a start that waits for its turn can be called off, and gives up no place', async () => {
  await using host = await startInProcess();
  await using link = await connectSsh(host.address(), { signal: never });
  const pipes = await Promise.all([1, 2, 3, 4].map(() => link.start('cat', never)));
  const controller = new AbortController();
  const waiting = link.start('true', controller.signal);
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
  await pipes[0]?.[Symbol.asyncDispose]();
  expect(await (await link.start('exit 2', never)).ended).toEqual({ kind: 'exited', exitCode: 2 });
});

test('a command that the host never starts can be let go of', async () => {
  let isAsked = false;
  await using host = await startInProcess({
    beforeExec: () => {
      isAsked = true;
    },
  });
  await using link = await connectSsh(host.address(), { signal: never });
  const pipe = await link.start('cat', never);
  await expect.poll(() => isAsked).toBe(true);
  await pipe[Symbol.asyncDispose]();
  expect(await pipe.ended).toMatchObject({ kind: 'lost' });
});

test('a session that the host opens when nobody waits any more is closed', async () => {
  let open: (() => void) | undefined;
  const log: string[] = [];
  await using host = await startInProcess({
    log,
    beforeSession: (later) => {
      open = later;
    },
  });
  await using link = await connectSsh(host.address(), { signal: never });
  const controller = new AbortController();
  const starting = link.start('cat', controller.signal);
  await expect.poll(() => open).toBeDefined();
  controller.abort();
  await expect(starting).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
  open?.();
  await expect.poll(() => log).toContain('close');
});
