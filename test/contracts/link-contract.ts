import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Link, Pipe, PipeEnd } from '../../src/model/ports.ts';
import { testFolder } from './in-process-sshd.ts';

/** A link and what lies under it. The host shares this machine's files. */
export interface OpenedLink extends AsyncDisposable {
  readonly link: Link;
}

export interface Heard {
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly end: PipeEnd;
}

export const never: AbortSignal = new AbortController().signal;

/** Everything that a command says, and its end. */
export async function hear(pipe: Pipe): Promise<Heard> {
  const chunks = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
  pipe.listen((stream, bytes) => chunks[stream].push(bytes));
  const end = await pipe.ended;
  return { stdout: Buffer.concat(chunks.stdout), stderr: Buffer.concat(chunks.stderr), end };
}

/** What every link to a host keeps to, whatever carries it. */
export function linkContract(name: string, open: () => Promise<OpenedLink>): void {
  describe(`a link: ${name}`, () => {
    test.for([
      { command: 'true', exitCode: 0 },
      { command: 'exit 7', exitCode: 7 },
      { command: 'exit 255', exitCode: 255 },
      { command: 'no-such-command-at-all', exitCode: 127 },
    ])('an exit code is a result: $command', async ({ command, exitCode }) => {
      await using opened = await open();
      const pipe = await opened.link.start(command, never);
      expect(await pipe.ended).toEqual({ kind: 'exited', exitCode });
    });

    test('a death by signal is an end like any other', async () => {
      await using opened = await open();
      const pipe = await opened.link.start('kill -9 $$', never);
      expect(await pipe.ended).toEqual({ kind: 'exited', exitCode: 137 });
    });

    test('standard error comes apart from standard output', async () => {
      await using opened = await open();
      const heard = await hear(await opened.link.start('echo out; echo err >&2', never));
      expect([heard.stdout.toString(), heard.stderr.toString()]).toEqual(['out\n', 'err\n']);
    });

    test('all bytes pass unchanged in both directions', async () => {
      await using opened = await open();
      const bytes = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7 + (index >> 8)) % 256));
      const pipe = await opened.link.start(`head -c ${bytes.length}`, never);
      await pipe.write(bytes);
      const heard = await hear(pipe);
      expect(heard.stdout.equals(bytes)).toBe(true);
    });

    test('what is said before anybody listens is kept', async () => {
      await using opened = await open();
      const pipe = await opened.link.start('echo early; echo late', never);
      await pipe.ended;
      expect((await hear(pipe)).stdout.toString()).toBe('early\nlate\n');
    });

    test('a command that says more than is kept waits for a listener, and nothing of it is lost', async () => {
      await using opened = await open();
      using folder = testFolder();
      const file = join(folder.path, 'said');
      const pipe = await opened.link.start(`head -c 20000000 /dev/zero; : > ${file}`, never);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(existsSync(file)).toBe(false);
      const heard = await hear(pipe);
      expect(heard.stdout.length).toBe(20_000_000);
      expect(heard.end).toEqual({ kind: 'exited', exitCode: 0 });
    });

    // With the smaller one all has arrived, and only a part of it was kept.
    test.for([1_500_000, 9_000_000])('so does one that says %i bytes on standard error', async (size) => {
      await using opened = await open();
      const pipe = await opened.link.start(`head -c ${size} /dev/zero >&2; echo out`, never);
      await new Promise((resolve) => setTimeout(resolve, 200));
      const heard = await hear(pipe);
      expect([heard.stdout.toString(), heard.stderr.length]).toEqual(['out\n', size]);
    });

    test('and one that says much on both at once', async () => {
      await using opened = await open();
      const pipe = await opened.link.start(
        'head -c 9000000 /dev/zero >&2 & head -c 9000000 /dev/zero; wait',
        never,
      );
      await new Promise((resolve) => setTimeout(resolve, 200));
      const heard = await hear(pipe);
      expect([heard.stdout.length, heard.stderr.length]).toEqual([9_000_000, 9_000_000]);
    });

    test('64 MiB of output pass through bounded memory', async () => {
      await using opened = await open();
      const pipe = await opened.link.start('head -c 67108864 /dev/zero', never);
      const before = process.memoryUsage().rss;
      let [size, peak] = [0, 0];
      pipe.listen((_, bytes) => {
        size += bytes.length;
        peak = Math.max(peak, process.memoryUsage().rss - before);
      });
      expect(await pipe.ended).toEqual({ kind: 'exited', exitCode: 0 });
      expect(size).toBe(64 * 1024 * 1024);
      expect(peak).toBeLessThan(64 * 1024 * 1024);
    });

    test('a big standard input arrives whole', async () => {
      await using opened = await open();
      const size = 32 * 1024 * 1024;
      const pipe = await opened.link.start(`head -c ${size} | sha256sum`, never);
      const chunk = Buffer.alloc(1024 * 1024, 'rulerun');
      const hash = createHash('sha256');
      const heard = hear(pipe);
      for (let sent = 0; sent < size; sent += chunk.length) {
        hash.update(chunk);
        await pipe.write(chunk);
      }
      expect((await heard).stdout.toString()).toBe(`${hash.digest('hex')}  -\n`);
    });

    test('writing waits for a command that does not read', async () => {
      await using opened = await open();
      using folder = testFolder();
      const go = join(folder.path, 'go');
      const size = 24 * 1024 * 1024;
      const pipe = await opened.link.start(
        `while ! test -e ${go}; do sleep 0.05; done; head -c ${size} | wc -c`,
        never,
      );
      const heard = hear(pipe);
      let isWritten = false;
      const writing = (async () => {
        for (let sent = 0; sent < size; sent += 65536) await pipe.write(Buffer.alloc(65536));
        isWritten = true;
      })();
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(isWritten).toBe(false);
      writeFileSync(go, '');
      await writing;
      expect((await heard).stdout.toString().trim()).toBe(String(size));
    });

    test('writing to a command that has ended does nothing', async () => {
      await using opened = await open();
      const pipe = await opened.link.start('exit 3', never);
      await pipe.ended;
      await pipe.write(Buffer.alloc(8 * 1024 * 1024));
      expect(await pipe.ended).toEqual({ kind: 'exited', exitCode: 3 });
    });

    test('a command that ends while it is written to ends the writing', async () => {
      await using opened = await open();
      const pipe = await opened.link.start('head -c 10 >/dev/null; exit 4', never);
      for (let sent = 0; sent < 64; sent += 1) await pipe.write(Buffer.alloc(1024 * 1024));
      expect(await pipe.ended).toEqual({ kind: 'exited', exitCode: 4 });
    });

    test('two commands run side by side', async () => {
      await using opened = await open();
      const [first, second] = await Promise.all([
        opened.link.start('read line; echo "first $line"', never),
        opened.link.start('read line; echo "second $line"', never),
      ]);
      await second.write(Buffer.from('two\n'));
      expect((await hear(second)).stdout.toString()).toBe('second two\n');
      await first.write(Buffer.from('one\n'));
      expect((await hear(first)).stdout.toString()).toBe('first one\n');
    });

    test('twelve commands at once all get their turn', async () => {
      await using opened = await open();
      const numbers = Array.from({ length: 12 }, (_, index) => index);
      const ends = await Promise.all(
        numbers.map(async (number) =>
          (await hear(await opened.link.start(`echo ${number}`, never))).stdout.toString(),
        ),
      );
      expect(ends).toEqual(numbers.map((number) => `${number}\n`));
    });

    test('closing a pipe ends the input of the command and does not kill it', async () => {
      await using opened = await open();
      using folder = testFolder();
      const file = join(folder.path, 'after');
      const pipe = await opened.link.start(`cat >/dev/null; sleep 0.1; : > ${file}`, never);
      await pipe[Symbol.asyncDispose]();
      expect(await pipe.ended).toBeDefined();
      await expect.poll(() => existsSync(file)).toBe(true);
    });

    test('closing a pipe leaves the link as it is', async () => {
      await using opened = await open();
      const pipe = await opened.link.start('cat', never);
      await pipe[Symbol.asyncDispose]();
      const next = await opened.link.start('echo still here', never);
      expect((await hear(next)).stdout.toString()).toBe('still here\n');
    });

    test('closing the link ends its pipes, and closing it again does nothing', async () => {
      const opened = await open();
      const pipe = await opened.link.start('sleep 60', never);
      await opened.link[Symbol.asyncDispose]();
      await opened.link[Symbol.asyncDispose]();
      expect((await pipe.ended).kind).toBe('lost');
      await opened[Symbol.asyncDispose]();
    });

    test('a start that is cancelled is refused', async () => {
      await using opened = await open();
      await expect(opened.link.start('true', AbortSignal.abort())).rejects.toMatchObject({
        failure: { kind: 'cancelled' },
      });
    });

    test('a pipe has one listener', async () => {
      await using opened = await open();
      const pipe = await opened.link.start('true', never);
      pipe.listen(() => {});
      expect(() => pipe.listen(() => {})).toThrow('listener');
    });
  });
}
