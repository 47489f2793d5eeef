import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failureOf, localHost, scriptStep, shown, until } from '../local-host.test-kit.ts';

const never = new AbortController().signal;

test('a step answers with its exit code and its streams apart, and then with what was asked along', async () => {
  await using host = localHost();
  const session = await host.open();
  const step = scriptStep(1, `printf 'out\\0\\377'; printf err >&2; echo made >${host.folder}/made; exit 7`);
  const { done, answers } = await session.perform(
    step,
    [{ argv: ['cat', join(host.folder, 'made')] }],
    never,
  );
  expect(done.exitCode).toBe(7);
  expect(Buffer.from(done.stdout)).toEqual(Buffer.from('out\0\xff', 'latin1'));
  expect(shown(done).err).toBe('err');
  expect(answers.map(shown)).toEqual([{ exitCode: 0, out: 'made\n', err: '', droppedBytes: 0 }]);
});

test('asked twice for the same step, the host does it once and answers the same', async () => {
  await using host = localHost();
  const step = scriptStep(1, `echo x >>${host.folder}/count; echo said`);
  const first = await (await host.open()).perform(step, [], never);
  const session = await host.open();
  const second = await session.perform(step, [{ argv: ['echo', 'then'] }], never);
  expect(second.done).toEqual(first.done);
  expect(second.answers.map((answer) => shown(answer).out)).toEqual(['then\n']);
  expect(await session.recall(step, never)).toEqual({ kind: 'done', done: first.done });
  expect(readFileSync(join(host.folder, 'count'), 'utf8')).toBe('x\n');
});

test('one machine under two names does not answer the steps of one by those of the other', async () => {
  await using host = localHost();
  await (await host.open()).perform(scriptStep(1, 'echo one'), [], never);
  const session = await host.open();
  expect(await failureOf(session.perform(scriptStep(1, 'echo two'), [], never))).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining('is this machine in the inventory twice?'),
  });
});

test('two connections that begin the same step at once start it once', async () => {
  await using host = localHost();
  const step = scriptStep(1, `echo x >>${host.folder}/count; sleep 0.3; echo said`);
  const sessions = await Promise.all([host.open(), host.open(), host.open()]);
  // The run is begun by one of them before, as it is when a connection is lost.
  await sessions[0].perform(scriptStep(2, ':'), [], never);
  const results = await Promise.all(sessions.map((session) => session.perform(step, [], never)));
  expect(results.map(({ done }) => shown(done).out)).toEqual(['said\n', 'said\n', 'said\n']);
  expect(readFileSync(join(host.folder, 'count'), 'utf8')).toBe('x\n');
});

test('a step goes on when the connection is lost, and the next one finds out how it ended', async () => {
  await using host = localHost();
  const session = await host.open();
  const step = scriptStep(1, `echo x >>${host.folder}/count; sleep 0.5; echo survived; exit 3`);
  const lost = failureOf(session.perform(step, [], never));
  await until(() => existsSync(join(host.folder, 'count')));
  session.pipe.cut();
  process.kill(-session.pipe.pid, 'SIGKILL');
  expect(await lost).toEqual({ kind: 'lost', cause: 'cut by the test' });
  const next = await host.open();
  const recalled = await next.recall(step, never);
  expect(recalled.kind === 'done' && shown(recalled.done)).toEqual({
    exitCode: 3,
    out: 'survived\n',
    err: '',
    droppedBytes: 0,
  });
  expect(shown((await next.perform(step, [], never)).done).exitCode).toBe(3);
  expect(readFileSync(join(host.folder, 'count'), 'utf8')).toBe('x\n');
});

test('a step that was killed on the host is interrupted, and never started again', async () => {
  await using host = localHost();
  const session = await host.open();
  const step = scriptStep(1, `echo x >>${host.folder}/count; sleep 60`);
  const lost = failureOf(session.perform(step, [], never));
  const count = join(host.folder, 'count');
  await until(() => existsSync(count) && readFileSync(count, 'utf8') !== '');
  const groups = readFileSync(join(host.stateRoot, 'runs/r/steps/0001/pgid'), 'utf8').trim().split('\n');
  for (const line of groups) process.kill(-Number(line.split(' ')[0]), 'SIGKILL');
  expect(await lost).toMatchObject({ kind: 'lost', cause: expect.stringContaining('left no result') });
  expect(await session.recall(step, never)).toEqual({ kind: 'interrupted' });
  expect(await failureOf(session.perform(step, [], never))).toMatchObject({ kind: 'lost' });
  expect(readFileSync(join(host.folder, 'count'), 'utf8')).toBe('x\n');
});

test('after a restart of the host a step without a result is interrupted', async () => {
  await using host = localHost();
  const session = await host.open();
  const step = scriptStep(1, ':');
  await session.perform(step, [], never);
  const record = join(host.stateRoot, 'runs/r/steps/0001');
  rmSync(join(record, 'rc'));
  writeFileSync(join(record, 'boot_id'), 'another boot\n');
  // The number of a process from before may well have been given to another since, started as long after the boot.
  const birth = readFileSync('/proc/self/stat', 'utf8').split(' ')[21];
  writeFileSync(join(record, 'pgid'), `${process.pid} ${birth}\n`);
  expect(await session.recall(step, never)).toEqual({ kind: 'interrupted' });
});

test('a process that has the number of the step’s, and is another, does not count', async () => {
  await using host = localHost();
  const session = await host.open();
  const step = scriptStep(1, ':');
  await session.perform(step, [], never);
  const record = join(host.stateRoot, 'runs/r/steps/0001');
  rmSync(join(record, 'rc'));
  writeFileSync(join(record, 'pgid'), `${process.pid} 17\n`);
  expect(await session.recall(step, never)).toEqual({ kind: 'interrupted' });
});

test('a step that nobody has heard of was not started', async () => {
  await using host = localHost();
  const session = await host.open();
  expect(await session.recall(scriptStep(1, ':'), never)).toEqual({ kind: 'not-started' });
  expect(existsSync(host.stateRoot)).toBe(false);
});

test('what a shell that is gone left half prepared is taken over', async () => {
  await using host = localHost();
  const session = await host.open();
  await session.perform(scriptStep(1, ':'), [], never);
  mkdirSync(join(host.stateRoot, 'runs/r/steps/0002'));
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
  writeFileSync(join(host.stateRoot, 'runs/r/steps/0002/by.1'), `4194304 17 ${boot}`);
  const { done } = await session.perform(scriptStep(2, 'echo done'), [], never);
  expect(shown(done).out).toBe('done\n');
});

test('a second run is told who has the host, until that one has ended there', async () => {
  await using host = localHost();
  const session = await host.open();
  await session.perform(scriptStep(1, ':'), [], never);
  const other = scriptStep(1, `touch ${host.folder}/never`, { run: 'other' });
  const failure = await failureOf((await host.open()).perform(other, [], never));
  expect(failure).toMatchObject({
    kind: 'locked',
    by: expect.stringMatching(/^run r since \d{4}-/),
    hint: expect.stringMatching(/rulerun rollback r;.*--take-over/),
  });
  expect(existsSync(join(host.folder, 'never'))).toBe(false);
  await session.finish('r', 'confirmed', never);
  expect(existsSync(join(host.stateRoot, 'lock'))).toBe(false);
  await session.perform(other, [], never);
  expect(existsSync(join(host.folder, 'never'))).toBe(true);
  expect(readFileSync(join(host.stateRoot, 'token'), 'utf8')).toBe('2\n');
});

test('a shell that died before it could say who it is leaves nothing in the way', async () => {
  await using host = localHost();
  const session = await host.open();
  await session.perform(scriptStep(1, ':'), [], never);
  mkdirSync(join(host.stateRoot, 'runs/r/steps/0002'));
  writeFileSync(join(host.stateRoot, 'runs/r/steps/0002/by.1'), '');
  const { done } = await session.perform(scriptStep(2, 'echo done'), [], never);
  expect(shown(done).out).toBe('done\n');
});

test('the end of a run is written once, and said again as often as asked', async () => {
  await using host = localHost();
  const session = await host.open();
  const run = join(host.stateRoot, 'runs/r');
  await session.finish('r', 'confirmed', never);
  expect(existsSync(host.stateRoot)).toBe(false);
  await session.perform(scriptStep(1, ':'), [], never);
  expect(existsSync(join(run, 'armed'))).toBe(true);
  await session.finish('r', 'confirmed', never);
  await session.finish('r', 'confirmed', never);
  expect(readdirSync(run).sort()).toEqual([
    'backup',
    'boot_id',
    'by.1',
    'confirmed',
    'run.sh',
    'steps',
    'token',
    'undo',
  ]);
  expect(await failureOf(session.finish('r', 'rolledback', never))).toMatchObject({
    kind: 'refused',
    why: 'run r has already ended on this host: confirmed',
  });
  expect(await failureOf(session.perform(scriptStep(2, ':'), [], never))).toMatchObject({ kind: 'refused' });
  expect(existsSync(join(run, 'steps/0002'))).toBe(false);
});

test('all of it belongs to the owner alone, whatever the login says', async () => {
  await using host = localHost({ login: ['sh', '-c', 'umask 0; eval "$1"', 'sh'] });
  const session = await host.open();
  await session.perform(scriptStep(1, ':', { preserve: ['/etc/hosts'] }), [], never);
  const modes = ['.', 'runs', 'runs/r', 'runs/r/backup', 'runs/r/steps/0001', 'lock'].map(
    (name) => statSync(join(host.stateRoot, name)).mode & 0o777,
  );
  expect(new Set(modes)).toEqual(new Set([0o700]));
  expect(statSync(join(host.stateRoot, 'runs/r/steps/0001/cmd')).mode & 0o777).toBe(0o600);
});

test('a state root that others can write to is refused before anything is done', async () => {
  await using host = localHost();
  mkdirSync(host.stateRoot, { recursive: true, mode: 0o777 });
  const { chmodSync } = await import('node:fs');
  chmodSync(host.stateRoot, 0o770);
  const session = await host.open();
  const failure = await failureOf(session.perform(scriptStep(1, `touch ${host.folder}/never`), [], never));
  expect(failure).toMatchObject({ kind: 'refused', why: `others can write to ${host.stateRoot}` });
  expect(existsSync(join(host.folder, 'never'))).toBe(false);
});

test.skipIf(process.getuid?.() !== 0)('a state root of somebody else is refused', async () => {
  await using host = localHost();
  mkdirSync(host.stateRoot, { recursive: true, mode: 0o700 });
  const { chownSync } = await import('node:fs');
  chownSync(host.stateRoot, 12, 12);
  const session = await host.open();
  expect(await failureOf(session.perform(scriptStep(1, ':'), [], never))).toMatchObject({
    kind: 'refused',
    why: `${host.stateRoot} belongs to somebody else`,
  });
});

test.for(['', '..', '.', 'a/b', '-rf', 'a b', 'x'.repeat(101)])('%j is no name for a run', async (run) => {
  await using host = localHost();
  const session = await host.open();
  expect(await failureOf(session.perform(scriptStep(1, ':', { run }), [], never))).toMatchObject({
    kind: 'refused',
  });
});
