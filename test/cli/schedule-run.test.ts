import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { access, chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect } from 'vitest';
import { apply } from '../../src/cli/commands/apply.ts';
import { rulerun, silentTerminal } from './command.ts';
import { sandboxReason } from './sandbox.ts';
import { BY_HAND, FAR, install, test } from './schedule-place.ts';

const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));
const execute = promisify(execFile);

test('a job whose window is shut touches nothing and says when it opens', async ({ place, stateDir }) => {
  await install(place, '--at', FAR, '--timezone', 'UTC', '--window', '2h', ...BY_HAND);
  const run = await rulerun(['schedule', 'run', 'nightly'], place.options);
  expect(run.exitCode).toBe(4);
  expect(run.err).toMatch(/opens \w+ \d{4}-01-06 02:00 UTC; no host was contacted/);
  expect(run.err).toContain('rulerun schedule run nightly --now');
  expect(await readdir(stateDir)).toEqual(['schedules']);
  expect(await readdir(join(stateDir, 'schedules'))).toEqual(['nightly.json']);
});

test('a schedule that others could have written is not run', async ({ place, stateDir }) => {
  await install(place, ...BY_HAND);
  await chmod(join(stateDir, 'schedules'), 0o777);
  const run = await rulerun(['schedule', 'run', 'nightly', '--now'], place.options);
  expect(run.exitCode).toBe(2);
  expect(run.err).toContain('others can write');
});

/** An inventory that, once the file `hold` is there, says so on one pipe and waits for the other. */
async function slowInventory(folder: string): Promise<{ readonly path: string; readonly hold: string }> {
  const path = join(folder, 'slow');
  const pipes = join(folder, 'pipes');
  await mkdir(pipes);
  await execute('mkfifo', [join(pipes, 'begun'), join(pipes, 'go')]);
  const script = `#!/bin/sh
if [ -e '${pipes}/hold' ]; then echo begun > '${pipes}/begun'; cat '${pipes}/go' > /dev/null; exit 1; fi
echo '{"nodes": {"hosts": ["node1"]}}'
`;
  await writeFile(path, script, { mode: 0o755 });
  return { path, hold: pipes };
}

describe('a second start while the first is at work', () => {
  const started = (stateDir: string): ChildProcess =>
    spawn(process.execPath, [bin, 'schedule', 'run', 'nightly', '--state-dir', stateDir], {
      stdio: 'ignore',
    });
  const ended = (child: ChildProcess): Promise<number | null> =>
    new Promise((resolve) => child.once('close', resolve));

  test.for(['goes its way', 'is killed with -9'])(
    'is refused with who has it; when that one %s, the next may start',
    async (end, { place, folder, stateDir }) => {
      await access(bin);
      const { path, hold } = await slowInventory(folder);
      expect((await install({ ...place, inventory: path }, ...BY_HAND)).exitCode).toBe(0);
      await writeFile(join(hold, 'hold'), '');
      const child = started(stateDir);
      const exit = ended(child);
      await readFile(join(hold, 'begun'), 'utf8');

      const second = await rulerun(['schedule', 'run', 'nightly', '--now'], place.options);
      expect(second.exitCode, second.all).toBe(4);
      expect(second.err).toContain(
        `schedule nightly is running already: process ${child.pid} has it since 20`,
      );
      const list = await rulerun(['schedule', 'list'], place.options);
      expect(list.out).toContain('running since');
      const removed = await rulerun(['schedule', 'remove', 'nightly'], place.options);
      expect(removed.err).toContain(`process ${child.pid}`);

      if (end === 'is killed with -9') child.kill('SIGKILL');
      await writeFile(join(hold, 'go'), '');
      expect(await exit).toBe(end === 'is killed with -9' ? null : 3);
      await writeFile(path, '#!/bin/sh\nexit 1\n');
      await install(place, ...BY_HAND);
      await writeFile(place.playbook, '- hosts: nodse\n');
      expect((await rulerun(['schedule', 'run', 'nightly', '--now'], place.options)).exitCode).toBe(3);
      expect((await readdir(join(stateDir, 'schedules'))).toSorted()).toEqual([
        'nightly.json',
        'nightly.last',
      ]);
    },
  );
});

describe.skipIf(sandboxReason !== undefined)('on three sandbox hosts', () => {
  test('the job runs by itself and leaves its report with the run', async ({ place, stateDir }) => {
    await install(place, '--window', '2h', '--at', FAR, ...BY_HAND);
    const run = await rulerun(['schedule', 'run', 'nightly', '--now'], place.options);
    expect(run.exitCode, run.all).toBe(0);
    expect(run.out).toContain('3 changed');
    const [name = ''] = (await readdir(join(stateDir, 'runs'))).filter((one) => /^\d{8}-/.test(one));
    const folder = join(stateDir, 'runs', name);
    expect(await readFile(join(folder, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/);
    expect(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'))).toMatchObject({ run: name });
    expect((await stat(join(folder, 'report.html'))).mode & 0o777).toBe(0o600);
    const list = await rulerun(['schedule', 'list'], place.options);
    expect(list.out).toContain(`exit code 0, ${name}`);
    expect(await readdir(join(stateDir, 'schedules'))).toEqual(['nightly.json', 'nightly.last']);
  });

  test('a window that has closed stops the rollout before the first host', async ({ place, stateDir }) => {
    const said: string[] = [];
    const hear = (text: string): void => void said.push(text);
    const terminal = { ...silentTerminal(), out: hear, err: hear };
    const exitCode = await apply(
      [place.playbook],
      {
        inventory: [place.inventory],
        tags: [],
        skipTags: [],
        extraVars: [],
        forks: 5,
        verbose: 0,
        yes: true,
        until: { atMs: 0, told: '04:00 UTC' },
      },
      { terminal, stateDir, environment: {} },
    );
    expect(exitCode).toBe(130);
    expect(said.join('')).toContain('the maintenance window closed at 04:00 UTC');
    expect(said.join('')).toContain('3 not-started');
  });
});
