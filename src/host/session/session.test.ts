import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../model/action.ts';
import { failureOf, isHere, localHost, scriptStep, shells, shown, until } from '../local-host.test-kit.ts';

const never = new AbortController().signal;
const argv = (
  ...words: readonly [string, ...string[]]
): { readonly argv: readonly [string, ...string[]] } => ({ argv: words });

describe.each(shells)('$name', ({ words: shell }) => {
  test('answers many questions at once, streams apart, whatever the bytes', async () => {
    await using host = localHost({ shell });
    const session = await host.open();
    const answers = await session.observe(
      [
        argv('echo', "it's", '$HOME', '*', ''),
        argv('sh', '-c', 'printf "\\0\\001\\377"; printf err >&2; exit 3'),
        argv('command', '-v', 'sh'),
        argv('test', '-e', '/no/such'),
        argv('no-such-program'),
        argv('cat'),
        argv('sh', '-c', 'kill -9 $$'),
        argv('pwd'),
      ],
      never,
    );
    expect(answers.map((answer) => [answer.exitCode, Buffer.from(answer.stdout).toString('latin1')])).toEqual(
      [
        [0, "it's $HOME * \n"],
        [3, '\0\x01\xff'],
        [0, expect.stringMatching(/^(\/.*\/)?sh\n$/)],
        [1, ''],
        [127, ''],
        [0, ''],
        [137, ''],
        [0, '/\n'],
      ],
    );
    expect(answers.map((answer) => Buffer.from(answer.stderr).toString()).slice(0, 2)).toEqual(['', 'err']);
    expect(await session.observe([argv('echo', 'again')], never)).toHaveLength(1);
  });

  test('keeps of an answer what the question says, in the middle of others and after a step', async () => {
    await using host = localHost({ shell });
    const session = await host.open();
    const short = argv('sh', '-c', 'head -c 2000000 /dev/zero; printf end');
    const long = {
      argv: ['sh', '-c', 'head -c 2000000 /dev/zero; printf end;'] as const,
      keepBytes: 3_000_000,
    };
    const lengths = (answers: readonly Answer[]): readonly (readonly number[])[] =>
      answers.map(({ stdout, droppedBytes }) => [stdout.length, droppedBytes]);
    const expected = [
      [1_048_576, 951_427],
      [2_000_003, 0],
      [1_048_576, 951_427],
    ];
    expect(lengths(await session.observe([short, long, short], never))).toEqual(expected);
    const { answers } = await session.perform(scriptStep(1, 'true'), [short, long, short], never);
    expect(lengths(answers)).toEqual(expected);
  });

  test('does and undoes', async () => {
    await using host = localHost({ shell });
    const path = join(host.folder, 'a');
    writeFileSync(path, 'before');
    const session = await host.open();
    const step = scriptStep(1, `echo after >${path}; cat ${path}; echo err >&2; exit 4`, {
      preserve: [path],
      undo: [{ kind: 'restore', path }],
    });
    const { done, answers } = await session.perform(step, [argv('cat', path)], never);
    expect([done, ...answers].map(shown)).toEqual([
      { exitCode: 4, out: 'after\n', err: 'err\n', droppedBytes: 0 },
      { exitCode: 0, out: 'after\n', err: '', droppedBytes: 0 },
    ]);
    expect(await session.undo('r', [1], never)).toEqual([{ number: 1, outcome: 'undone', why: '' }]);
    expect(readFileSync(path, 'utf8')).toBe('before');
    await session.finish('r', 'rolledback', never);
  });

  test('is not misled by a hostile environment', async () => {
    await using host = localHost({
      shell,
      env: {
        PATH: '/no/such',
        HOME: '/no/such',
        IFS: 'e0123456789',
        ENV: '/etc/passwd',
        BASH_ENV: '/etc/passwd',
        CDPATH: '/etc',
        LC_ALL: 'xx_XX.UTF-8',
        LANG: 'de_DE.UTF-8',
        POSIXLY_CORRECT: '1',
        GREP_OPTIONS: '--color=always',
        rr_root: '/no/such',
        rr_here: '/no/such',
        'BASH_FUNC_head%%': '() { echo caught; }',
        'BASH_FUNC_mkdir%%': '() { echo caught; }',
        'BASH_FUNC_printf%%': '() { echo caught; }',
      },
      login: ['/bin/sh', '-c'],
    });
    const session = await host.open();
    const [answer] = await session.observe(
      [argv('sh', '-c', 'command -v iptables-save >/dev/null; echo e1; ls /no')],
      never,
    );
    expect(answer === undefined ? undefined : shown(answer)).toMatchObject({
      out: 'e1\n',
      err: expect.stringContaining('No such file or directory'),
    });
    const { done } = await session.perform(scriptStep(1, 'echo e123'), [], never);
    expect(shown(done)).toEqual({ exitCode: 0, out: 'e123\n', err: '', droppedBytes: 0 });
  });

  test('is not misled by a noisy login, its own mark, or binary in an answer', async () => {
    const noise = 'printf "rr-rr0(\\0\\377motd\\n12\\nrr"; echo noise >&2; eval "$1"';
    await using host = localHost({ shell, login: ['sh', '-c', noise, 'sh'] });
    const session = await host.open();
    const [first] = await session.observe([argv('echo', 'rr)000rr(')], never);
    expect(first === undefined ? undefined : shown(first)).toEqual({
      exitCode: 0,
      out: 'rr)000rr(\n',
      err: '',
      droppedBytes: 0,
    });
    const [urandom] = await session.observe([argv('head', '-c', '3000000', '/dev/urandom')], never);
    expect(urandom?.stdout.length).toBe(1024 * 1024);
    expect(urandom?.droppedBytes).toBe(3_000_000 - 1024 * 1024);
  });
});

const logins = [
  ['csh', '-c'],
  ['tcsh', '-c'],
  ['fish', '-c'],
  ['zsh', '-c'],
  ['bash', '-lc'],
  ['ksh93', '-c'],
  ['mksh', '-c'],
] as const;

test.for(logins.filter(([program]) => isHere(program, `login shell ${program}`)))(
  '%s takes the command',
  async (login) => {
    await using host = localHost({ login });
    const session = await host.open();
    const { done } = await session.perform(scriptStep(1, 'echo $0 >/dev/null; echo "!$PWD"'), [], never);
    expect(shown(done)).toMatchObject({ exitCode: 0, out: '!/\n' });
  },
);

const dead = [
  ['echo This account is currently not available.; exit 1', /may not log in to a shell: This account/],
  ['exit 1', /ended at once with exit code 1 and said nothing/],
  ['echo "rbash: exec: restricted" >&2; exit 1', /restricted/],
  ['echo hello; exit 0', /exit code 0 and said: hello/],
] as const;

test.for(dead)('a login shell that does "%s" is told of', async ([script, sentence]) => {
  await using host = localHost({ login: ['sh', '-c', script, 'sh'] });
  const session = await host.open();
  expect(await failureOf(session.observe([argv('true')], never))).toMatchObject({
    kind: 'refused',
    why: expect.stringMatching(sentence),
  });
  expect(await failureOf(session.observe([argv('true')], never))).toMatchObject({ kind: 'lost' });
});

test('an abort is felt at once, and the next question gets its own answer', async () => {
  await using host = localHost();
  const session = await host.open();
  await session.observe([argv('true')], never);
  const stop = new AbortController();
  const gate = join(host.folder, 'gate');
  const waiting = failureOf(
    session.observe(
      [argv('sh', '-c', `while [ ! -e ${gate} ]; do sleep 0.01; done; echo late`)],
      stop.signal,
    ),
  );
  const queued = failureOf(session.observe([argv('touch', join(host.folder, 'never'))], stop.signal));
  stop.abort();
  expect(await waiting).toEqual({ kind: 'cancelled' });
  expect(await queued).toEqual({ kind: 'cancelled' });
  expect(await failureOf(session.observe([argv('true')], stop.signal))).toEqual({ kind: 'cancelled' });
  const next = session.observe([argv('echo', 'mine')], never);
  writeFileSync(gate, '');
  expect((await next).map((answer) => shown(answer).out)).toEqual(['mine\n']);
  expect(existsSync(join(host.folder, 'never'))).toBe(false);
});

test('questions asked at the same time are answered in turn', async () => {
  await using host = localHost();
  const session = await host.open();
  const words = ['one', 'two', 'three', 'four'];
  const answers = await Promise.all(words.map((word) => session.observe([argv('echo', word)], never)));
  expect(answers.flat().map((answer) => shown(answer).out.trim())).toEqual(words);
});

test('a step goes on when its caller gives up', async () => {
  await using host = localHost();
  const session = await host.open();
  const stop = new AbortController();
  const step = scriptStep(1, `touch ${host.folder}/begun; sleep 0.2; echo done`);
  const cancelled = failureOf(session.perform(step, [], stop.signal));
  await until(() => existsSync(join(host.folder, 'begun')));
  stop.abort();
  expect(await cancelled).toEqual({ kind: 'cancelled' });
  const recalled = await session.recall(step, never);
  expect(recalled.kind === 'done' && shown(recalled.done).out).toBe('done\n');
});

test('a host that says nothing is given up, and the session says so from then on', async () => {
  await using host = localHost();
  const session = await host.open({ limits: { silentMs: 3000 } });
  expect(await failureOf(session.observe([argv('sleep', '600')], never))).toMatchObject({
    kind: 'timeout',
    limitMs: 3000,
  });
  expect(await failureOf(session.observe([argv('true')], never))).toMatchObject({
    kind: 'lost',
    cause: expect.stringMatching(/cannot be used any more since .* took longer than 3 s/),
  });
});

test('a host that never stops talking is given up after all', async () => {
  await using host = localHost();
  const session = await host.open({ limits: { totalMs: 3000 } });
  const talk = argv('sh', '-c', 'while echo y; do sleep 0.05; done');
  expect(await failureOf(session.observe([talk], never))).toMatchObject({
    kind: 'timeout',
    limitMs: 3000,
  });
});

test('when a step takes longer than can be waited for, its outcome is not known', async () => {
  await using host = localHost();
  const session = await host.open({ limits: { marginMs: 0 } });
  const step = scriptStep(1, 'trap "" TERM; sleep 3; sleep 3', { timeoutMs: 500 });
  expect(await failureOf(session.perform(step, [], never))).toMatchObject({
    kind: 'lost',
    cause: expect.stringContaining('step 1 took longer than 0.5 s'),
  });
});

test('a shell that dies between two questions is a loss', async () => {
  await using host = localHost();
  const session = await host.open();
  await session.observe([argv('true')], never);
  process.kill(-session.pipe.pid, 'SIGKILL');
  expect(await failureOf(session.observe([argv('true')], never))).toMatchObject({ kind: 'lost' });
});

test('questions that no shell can be told, or nobody knows, harm nothing', async () => {
  await using host = localHost();
  const session = await host.open();
  expect(await failureOf(session.observe([argv('echo', 'a\0b')], never))).toMatchObject({ kind: 'refused' });
  await expect(session.observe([argv('rr_no_such_function')], never)).rejects.toThrow(
    'no function rr_no_such_function',
  );
  expect(await session.observe([], never)).toEqual([]);
  expect((await session.observe([argv('echo', 'ok')], never)).map((answer) => shown(answer).out)).toEqual([
    'ok\n',
  ]);
});

test('a long question arrives whole', async () => {
  await using host = localHost();
  const session = await host.open();
  const text = 'é'.repeat(1_000_000);
  const step = scriptStep(1, '', { operations: [{ kind: 'run', argv: ['wc', '-c'], stdin: text }] });
  const { done } = await session.perform(step, [], never);
  expect(shown(done).out.trim()).toBe('2000000');
});

test('looking leaves nothing behind', async () => {
  await using host = localHost();
  const home = join(host.folder, 'home');
  mkdirSync(home);
  chmodSync(home, 0o500);
  const session = await host.open();
  await session.observe([argv('true'), argv('id')], never);
  await session.recall(scriptStep(1, ':'), never);
  expect(existsSync(host.stateRoot)).toBe(false);
});
