import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Operation } from '../../../model/operation.ts';
import type { Step } from '../../../model/ports.ts';
import { failureOf, isRunning, localHost, scriptStep, shown, until } from '../../local-host.test-kit.ts';

const never = new AbortController().signal;
const undone = (number: number): object => ({ number, outcome: 'undone', why: '' });
const shell = (script: string): Operation => ({ kind: 'shell', script });

function writeStep(number: number, path: string, text: string): Step {
  const contentBase64 = Buffer.from(text).toString('base64');
  return scriptStep(number, '', {
    operations: [{ kind: 'write', path, contentBase64 }],
    preserve: [path],
    undo: [{ kind: 'restore', path }],
  });
}

test('steps go back in the order given, each once, whoever asks', async () => {
  await using host = localHost();
  const session = await host.open();
  const log = join(host.folder, 'log');
  for (const number of [1, 2, 3]) {
    await session.perform(scriptStep(number, ':', { undo: [shell(`echo ${number} >>${log}`)] }), [], never);
  }
  expect(await session.undo('r', [3, 2], never)).toEqual([undone(3), undone(2)]);
  const later = await host.open();
  expect(await later.undo('r', [3, 2, 1], never)).toEqual([undone(3), undone(2), undone(1)]);
  expect(readFileSync(log, 'utf8')).toBe('3\n2\n1\n');
  await later.finish('r', 'rolledback', never);
  expect(existsSync(join(host.stateRoot, 'runs/r/rolledback'))).toBe(true);
});

test('one that fails stops neither the others nor its own other operations, and can be tried again', async () => {
  await using host = localHost();
  const session = await host.open();
  const flag = join(host.folder, 'flag');
  const undo = [shell(`echo not now >&2; [ -e ${flag} ]`), shell(`echo x >>${host.folder}/second`)];
  await session.perform(scriptStep(1, ':', { undo: [shell(`touch ${host.folder}/first`)] }), [], never);
  await session.perform(scriptStep(2, ':', { undo }), [], never);
  expect(await session.undo('r', [2, 1], never)).toEqual([
    { number: 2, outcome: 'failed', why: 'not now' },
    undone(1),
  ]);
  expect(existsSync(join(host.folder, 'first'))).toBe(true);
  expect(existsSync(join(host.folder, 'second'))).toBe(true);
  writeFileSync(flag, '');
  expect(await session.undo('r', [2], never)).toEqual([undone(2)]);
});

test('there is nothing to undo for what was never started, or changes nothing', async () => {
  await using host = localHost();
  const session = await host.open();
  const nothing = (number: number): object => ({ number, outcome: 'nothing', why: '' });
  expect(await session.undo('r', [1], never)).toEqual([nothing(1)]);
  expect(existsSync(host.stateRoot)).toBe(false);
  await session.perform(scriptStep(1, ':', { undo: undefined }), [], never);
  await session.perform(scriptStep(2, ':', { undo: [] }), [], never);
  expect(await session.undo('r', [3, 2, 1], never)).toEqual([nothing(3), undone(2), nothing(1)]);
  expect(await session.undo('r', [], never)).toEqual([]);
});

test('a step that failed half way goes back too', async () => {
  await using host = localHost();
  const session = await host.open();
  const path = join(host.folder, 'a');
  writeFileSync(path, 'before');
  const step = writeStep(1, path, 'after');
  const { done } = await session.perform(
    { ...step, operations: [...step.operations, shell('exit 9')] },
    [],
    never,
  );
  expect(shown(done).exitCode).toBe(9);
  expect(await session.undo('r', [1], never)).toEqual([undone(1)]);
  expect(readFileSync(path, 'utf8')).toBe('before');
});

test('a step that still runs is stopped before it is undone', async () => {
  await using host = localHost();
  const path = join(host.folder, 'a');
  writeFileSync(path, 'before');
  const script = `echo $$ >${host.folder}/pid; echo half >${path}; while :; do sleep 0.05; done`;
  const step = scriptStep(1, script, { preserve: [path], undo: [{ kind: 'restore', path }] });
  const first = await host.open();
  const lost = failureOf(first.perform(step, [], never));
  await until(() => readFileSync(path, 'utf8') === 'half\n');
  const second = await host.open();
  expect(await second.undo('r', [1], never)).toEqual([undone(1)]);
  expect(await lost).toMatchObject({ kind: 'lost' });
  expect(isRunning(Number(readFileSync(join(host.folder, 'pid'), 'utf8')))).toBe(false);
  expect(readFileSync(path, 'utf8')).toBe('before');
});

test('a step that has not begun to act when the run is undone does not act any more', async () => {
  await using host = localHost();
  const session = await host.open();
  await session.perform(scriptStep(1, ':'), [], never);
  // As if the shell that starts the step was slow: the token was read before, and is raised meanwhile.
  const run = join(host.stateRoot, 'runs/r');
  const record = join(run, 'steps/0002');
  mkdirSync(record);
  writeFileSync(join(record, 'started'), 'started\n');
  const script = readFileSync(join(run, 'steps/0001/cmd'), 'utf8').replace(
    'rr_script_begin "$@"',
    `rr_script_begin "$@"\ntouch ${host.folder}/never`,
  );
  writeFileSync(join(record, 'cmd'), script);
  await session.undo('r', [1], never);
  const { status } = spawnSync('sh', [join(run, 'run.sh'), record, join(record, 'cmd'), '10', '1', '4096']);
  expect(status).toBe(0);
  expect(existsSync(join(host.folder, 'never'))).toBe(false);
  expect(await failureOf(session.recall(scriptStep(2, ':'), never))).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining('rolled back or taken over'),
  });
  expect(await session.undo('r', [2], never)).toEqual([{ number: 2, outcome: 'nothing', why: '' }]);
});

test('a file that somebody else changed since is left alone', async () => {
  await using host = localHost();
  const session = await host.open();
  const path = join(host.folder, 'a');
  writeFileSync(path, 'before');
  await session.perform(writeStep(1, path, 'ours'), [], never);
  writeFileSync(path, 'theirs');
  const [result] = await session.undo('r', [1], never);
  expect(result).toMatchObject({
    outcome: 'failed',
    why: expect.stringMatching(/^conflict: .*\/a was changed by somebody else/),
  });
  expect(readFileSync(path, 'utf8')).toBe('theirs');
  expect(readFileSync(join(host.stateRoot, 'runs/r/backup/0001-1'), 'utf8')).toBe('before');
  // Put back by hand, there is no conflict any more.
  writeFileSync(path, 'before');
  expect(await session.undo('r', [1], never)).toEqual([undone(1)]);
});

function replaceByLink(path: string): void {
  unlinkSync(path);
  symlinkSync('/etc/hosts', path);
}

const conflicts: readonly (readonly [
  name: string,
  before: string | undefined,
  meddle: (path: string) => void,
])[] = [
  ['removed', 'before', (path) => unlinkSync(path)],
  ['replaced by a link', 'before', replaceByLink],
  ['new, and then written by somebody else', undefined, (path) => writeFileSync(path, 'theirs')],
];

test.for(conflicts)('a file that is %s is a conflict', async ([, before, meddle]) => {
  await using host = localHost();
  const session = await host.open();
  const path = join(host.folder, 'a');
  if (before !== undefined) writeFileSync(path, before);
  await session.perform(writeStep(1, path, 'ours'), [], never);
  meddle(path);
  const [result] = await session.undo('r', [1], never);
  expect(result).toMatchObject({ outcome: 'failed', why: expect.stringContaining('conflict') });
});

test('two steps on one file go back one after the other', async () => {
  await using host = localHost();
  const session = await host.open();
  const path = join(host.folder, 'a');
  writeFileSync(path, 'zero', { mode: 0o640 });
  await session.perform(writeStep(1, path, 'one'), [], never);
  await session.perform(writeStep(2, path, 'two'), [], never);
  expect(await session.undo('r', [2], never)).toEqual([undone(2)]);
  expect(readFileSync(path, 'utf8')).toBe('one');
  expect(await session.undo('r', [1], never)).toEqual([undone(1)]);
  expect([readFileSync(path, 'utf8'), lstatSync(path).mode & 0o777]).toEqual(['zero', 0o640]);
});

test('the undo on the host is complete: a plain shell does it when nobody is left', async () => {
  await using host = localHost();
  const path = join(host.folder, 'a');
  writeFileSync(path, 'before');
  const step = writeStep(1, path, 'after');
  await (await host.open()).perform(
    { ...step, undo: [...(step.undo ?? []), shell(`pwd >${host.folder}/pwd`)] },
    [],
    never,
  );
  const script = join(host.stateRoot, 'runs/r/undo/0001.sh');
  const { status, stderr } = spawnSync('sh', [script], { env: { IFS: 'a' }, cwd: '/usr', encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(readFileSync(path, 'utf8')).toBe('before');
  expect(await (await host.open()).undo('r', [1], never)).toEqual([undone(1)]);
  expect(readFileSync(join(host.folder, 'pwd'), 'utf8')).toBe('/\n');
});

test('an undo that was cut off in the middle is finished by the next one', async () => {
  await using host = localHost();
  const folder = join(host.folder, 'tree');
  mkdirSync(folder);
  writeFileSync(join(folder, 'a'), 'before');
  const session = await host.open();
  const step = scriptStep(1, `echo after >${folder}/a`, {
    preserve: [folder],
    undo: [{ kind: 'restore', path: folder }],
  });
  await session.perform(step, [], never);
  // Between the two renames that put one folder in the place of another.
  writeFileSync(join(host.stateRoot, 'runs/r/backup/0001-1.begun'), '');
  spawnSync('mv', [folder, join(host.folder, '.rulerun-r-0001-undo-1-old')]);
  expect(await session.undo('r', [1], never)).toEqual([undone(1)]);
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('before');
  expect(existsSync(join(host.folder, '.rulerun-r-0001-undo-1-old'))).toBe(false);
});

test('a lost connection does not stop an undo, and the next one waits for it', async () => {
  await using host = localHost();
  const session = await host.open();
  const undo = [shell(`echo x >>${host.folder}/log; sleep 0.5; echo y >>${host.folder}/log`)];
  await session.perform(scriptStep(1, ':', { undo }), [], never);
  const lost = failureOf(session.undo('r', [1], never));
  await until(() => existsSync(join(host.folder, 'log')));
  session.pipe.cut();
  process.kill(-session.pipe.pid, 'SIGKILL');
  expect(await lost).toMatchObject({ kind: 'lost' });
  expect(await (await host.open()).undo('r', [1], never)).toEqual([undone(1)]);
  expect(readFileSync(join(host.folder, 'log'), 'utf8')).toBe('x\ny\n');
});

test('a run that was confirmed can still be rolled back, unless another one has the host', async () => {
  await using host = localHost();
  const session = await host.open();
  await session.perform(scriptStep(1, ':', { undo: [shell(`touch ${host.folder}/undone`)] }), [], never);
  await session.finish('r', 'confirmed', never);
  await session.perform(scriptStep(1, ':', { run: 'other' }), [], never);
  expect(await failureOf(session.undo('r', [1], never))).toMatchObject({
    kind: 'locked',
    by: expect.stringContaining('run other'),
  });
  await session.finish('other', 'confirmed', never);
  expect(await session.undo('r', [1], never)).toEqual([undone(1)]);
  await session.finish('r', 'rolledback', never);
  expect(existsSync(join(host.stateRoot, 'runs/r/rolledback'))).toBe(true);
});
