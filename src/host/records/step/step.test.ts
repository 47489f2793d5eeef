import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Operation } from '../../../model/operation.ts';
import { failureOf, isRunning, localHost, scriptStep, shown, until } from '../../local-host.test-kit.ts';

const never = new AbortController().signal;

const programs: readonly (readonly [operation: Operation, out: string, exitCode: number])[] = [
  [{ kind: 'run', argv: ['echo', '$HOME', '*', "it's"] }, "$HOME * it's\n", 0],
  [{ kind: 'run', argv: ['pwd'], chdir: '/usr' }, '/usr\n', 0],
  [{ kind: 'run', argv: ['cat'], stdin: 'in\n$(x)' }, 'in\n$(x)', 0],
  [{ kind: 'run', argv: ['od', '-An', '-c'], stdin: 'a\0b' }, '   a  \\0   b\n', 0],
  [{ kind: 'run', argv: ['true'], stdin: 'x'.repeat(500_000) }, '', 0],
  [{ kind: 'run', argv: ['cat'] }, '', 0],
  [{ kind: 'run', argv: ['sh', '-c', 'echo "$A-$B"'], environment: { A: "1 '", B: '$A' } }, "1 '-$A\n", 0],
  [{ kind: 'run', argv: ['sh', '-c', 'kill -9 $$'] }, '', 137],
  [{ kind: 'run', argv: ['no-such-program'] }, '', 127],
  [{ kind: 'run', argv: ['pwd'], chdir: '/no/such/folder' }, '', 2],
  [{ kind: 'run', argv: ['echo', 'x'.repeat(20_000)] }, `${'x'.repeat(20_000)}\n`, 0],
  [
    {
      kind: 'shell',
      script: 'cat; echo "$A" $((1+1)); pwd',
      stdin: 'in ',
      environment: { A: 'b' },
      chdir: '/',
    },
    'in b 2\n/\n',
    0,
  ],
  [{ kind: 'shell', script: `echo \${BASH_VERSION:+bash}`, executable: '/bin/bash' }, 'bash\n', 0],
  [{ kind: 'shell', script: `# ${'long '.repeat(60_000)}\necho long` }, 'long\n', 0],
  [{ kind: 'shell', script: 'if' }, '', 2],
  [{ kind: 'shell', script: "printf '%s\\n' 'EOF' \"`echo a`\"" }, 'EOF\na\n', 0],
];

test.for(
  programs.map(
    ([operation, ...rest]) => [JSON.stringify(operation).slice(0, 80), operation, ...rest] as const,
  ),
)('%s', async ([, operation, out, exitCode]) => {
  await using host = localHost();
  const { done } = await (await host.open()).perform(
    scriptStep(1, '', { operations: [operation] }),
    [],
    never,
  );
  expect(shown(done)).toMatchObject({ out, exitCode, droppedBytes: 0 });
});

test('the first operation that fails ends the step', async () => {
  await using host = localHost();
  const operations: Operation[] = ['echo one', 'exit 5', 'echo three'].map((script) => ({
    kind: 'shell',
    script,
  }));
  const { done } = await (await host.open()).perform(scriptStep(1, '', { operations }), [], never);
  expect(shown(done)).toMatchObject({ exitCode: 5, out: 'one\n' });
});

test('programs get the umask of the login, English messages, and no open descriptor of ours', async () => {
  await using host = localHost({ login: ['sh', '-c', 'umask 027; eval "$1"', 'sh'] });
  const session = await host.open();
  const script = 'umask; echo $LC_ALL; ls /proc/self/fd | grep -c "^[0-9]$"; ls /no/such/file';
  const { done } = await session.perform(scriptStep(1, script), [], never);
  expect(shown(done)).toMatchObject({
    out: '0027\nC\n4\n',
    err: expect.stringContaining('No such file or directory'),
  });
});

const utf8 = /^(C|en_US)\.utf-?8$/im.test(spawnSync('locale', ['-a'], { encoding: 'utf8' }).stdout ?? '');
if (!utf8) process.stderr.write('skipped: UTF-8 for what a playbook runs: there is no locale for it here\n');

test.skipIf(!utf8)('what a playbook runs has UTF-8, and messages in English', async () => {
  await using host = localHost({ env: { ...process.env, LC_MESSAGES: 'de_DE.UTF-8', LANGUAGE: 'de' } });
  const session = await host.open();
  const script = 'printf ü | wc -m; echo "$LC_MESSAGES$LANGUAGE$LANG"';
  const operations: Operation[] = [{ kind: 'shell', script, asLogin: true }];
  const { done } = await session.perform(scriptStep(1, '', { operations }), [], never);
  expect(shown(done)).toMatchObject({ out: '1\nC\n', exitCode: 0 });
});

test.for<readonly [what: string, operation: Operation, out: string]>([
  ['begins in the folder of the login', { kind: 'run', argv: ['pwd'], asLogin: true }, '/usr/lib\n'],
  [
    'enters a folder by its real name',
    { kind: 'shell', script: 'cd .. && pwd', chdir: '/proc/self/cwd' },
    '/\n',
  ],
])('what a playbook runs %s', async ([, operation, out]) => {
  await using host = localHost({ login: ['sh', '-c', 'cd /usr/lib; eval "$1"', 'sh'] });
  const session = await host.open();
  const { done } = await session.perform(scriptStep(1, '', { operations: [operation] }), [], never);
  expect(shown(done)).toMatchObject({ out, exitCode: 0 });
});

test('nobody sees a script, its input or its environment in the list of processes', async () => {
  await using host = localHost();
  const script =
    'tr "\\0" " " </proc/self/cmdline; cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" "\\n"; : word-of-the-script';
  const step = scriptStep(1, script, {
    operations: [
      { kind: 'shell', script, stdin: 'word-of-the-input', environment: { A: 'word-of-the-environment' } },
    ],
  });
  const { done } = await (await host.open()).perform(step, [], never);
  expect(shown(done).out).not.toMatch(/word-of-the/);
});

test('a step that takes too long is ended with all it started, and says so', async () => {
  await using host = localHost();
  const script = `echo begun; trap '' TERM; sleep 600 & echo $! >${host.folder}/pid; sleep 600 & wait`;
  const step = scriptStep(1, script, { timeoutMs: 5000 });
  const { done } = await (await host.open({ limits: { marginMs: 60_000 } })).perform(step, [], never);
  expect(shown(done)).toMatchObject({
    exitCode: 124,
    out: 'begun\n',
    err: 'rulerun: stopped after 5 s, the most it may take\n',
  });
  const pid = Number(readFileSync(join(host.folder, 'pid'), 'utf8'));
  await until(() => !isRunning(pid));
});

test('a service that keeps the descriptors of its step open does not hold it up, and can go on writing', async () => {
  await using host = localHost();
  const script = `(while [ ! -e ${host.folder}/stop ]; do echo tick; sleep 0.05; done; echo >${host.folder}/lived) & echo started`;
  const session = await host.open();
  const { done } = await session.perform(
    scriptStep(1, script),
    [{ argv: ['touch', join(host.folder, 'stop')] }],
    never,
  );
  expect(shown(done)).toMatchObject({ exitCode: 0, out: expect.stringContaining('started\n') });
  const waiting = 'while [ ! -e "$1" ]; do sleep 0.05; done';
  await session.observe([{ argv: ['sh', '-c', waiting, 'sh', join(host.folder, 'lived')] }], never);
});

test('the host keeps the beginning and the end of a long output, and counts the rest', async () => {
  await using host = localHost();
  const session = await host.open({ limits: { spoolBytes: 2000 } });
  const step = scriptStep(1, 'seq 1 50000; seq 1 100000 >&2');
  const all = Array.from({ length: 50_000 }, (_, index) => `${index + 1}\n`).join('');
  const { done } = await session.perform(step, [], never);
  expect(shown(done).out).toBe(all.slice(0, 1024) + all.slice(-1024));
  expect(shown(done).err.endsWith('\n99999\n100000\n')).toBe(true);
  // What was in hand when the limit was met is not counted; a pipe holds 64 KiB, a reader as much again.
  const total = all.length + 588_895;
  const known = done.stdout.length + done.stderr.length + done.droppedBytes;
  expect(known).toBeLessThanOrEqual(total);
  expect(known).toBeGreaterThan(total - 2 * 131_072);
  expect(statSync(join(host.stateRoot, 'runs/r/steps/0001/out')).size).toBe(1024);
  expect(await session.recall(step, never)).toEqual({ kind: 'done', done });
});

test('an output just at the limit is whole, one above it says that it is not', async () => {
  await using host = localHost();
  const session = await host.open({ limits: { spoolBytes: 2048 } });
  for (const [number, length] of [1023, 1024, 1025].entries()) {
    const step = scriptStep(number + 1, `head -c ${length} /dev/zero | tr '\\0' x`);
    const { done } = await session.perform(step, [], never);
    expect([shown(done).out.length, done.droppedBytes]).toEqual([
      Math.min(length, 1024),
      length > 1024 ? 1 : 0,
    ]);
  }
});

test('the controller keeps less of it, and nothing is counted twice', async () => {
  await using host = localHost();
  const session = await host.open({ limits: { keepBytes: 100 } });
  const { done } = await session.perform(scriptStep(1, 'seq 1 1000; echo error >&2'), [], never);
  expect(shown(done).out.endsWith('\n999\n1000\n')).toBe(true);
  expect(shown(done).err).toBe('error\n');
  // The line before the output is part of what is kept.
  expect(done.stdout.length + done.droppedBytes).toBe(3893);
});

test('nothing that no shell can be told is begun', async () => {
  await using host = localHost();
  const session = await host.open();
  const step = scriptStep(1, '', { operations: [{ kind: 'run', argv: ['echo', 'a\0b'] }] });
  expect(await failureOf(session.perform(step, [], never))).toMatchObject({ kind: 'refused' });
  const then = [{ argv: ['echo', '\0'] as const }];
  expect(await failureOf(session.perform(scriptStep(1, 'touch /never'), then, never))).toMatchObject({
    kind: 'refused',
  });
  expect(existsSync(host.stateRoot)).toBe(false);
  expect((await session.perform(scriptStep(1, 'echo ok'), [], never)).done.exitCode).toBe(0);
});

test('what cannot be copied aside is not changed', async () => {
  await using host = localHost();
  const session = await host.open();
  await session.perform(scriptStep(1, ':'), [], never);
  const { rmSync, writeFileSync } = await import('node:fs');
  const backup = join(host.stateRoot, 'runs/r/backup');
  rmSync(backup, { recursive: true });
  writeFileSync(backup, 'in the way');
  const step = scriptStep(2, `touch ${host.folder}/never`, { preserve: ['/etc/hosts'] });
  expect(await failureOf(session.perform(step, [], never))).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining('step 0002 was not begun'),
  });
  expect(existsSync(join(host.folder, 'never'))).toBe(false);
  expect(await session.recall(step, never)).toEqual({ kind: 'not-started' });
  // Once the way is free, the same step can be done.
  rmSync(backup);
  mkdirSync(backup);
  expect((await session.perform(step, [], never)).done.exitCode).toBe(0);
  expect(readdirSync(join(host.stateRoot, 'runs/r/steps')).sort()).toEqual(['0001', '0002']);
});
