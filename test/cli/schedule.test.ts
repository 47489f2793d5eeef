import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { access, chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect } from 'vitest';
import { apply } from '../../src/cli/commands/apply.ts';
import { test as base, type CommandOptions, rulerun, silentTerminal } from './command.ts';
import { sandboxInventory, sandboxReason } from './sandbox.ts';

const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));
const execute = promisify(execFile);

interface Place {
  readonly playbook: string;
  readonly inventory: string;
  readonly options: CommandOptions;
  /** Where this user's units go. */
  readonly units: string;
}

const PLAYBOOK = `- hosts: nodes
  become: true
  tasks:
    - {name: make a file, command: touch /root/made, args: {creates: /root/made}, undo: rm -f /root/made}
`;

/** A playbook, an inventory, and systemd's folder of a user who has nothing yet. */
const test = base.extend<{ place: Place }>({
  place: async ({ folder, stateDir }, use) => {
    const playbook = join(folder, 'job.yml');
    await writeFile(playbook, PLAYBOOK);
    const environment = {
      RULERUN_STATE_DIR: stateDir,
      XDG_CONFIG_HOME: join(folder, 'config'),
      PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    };
    const units = join(folder, 'config/systemd/user');
    await use({ playbook, inventory: await sandboxInventory(folder), options: { environment }, units });
  },
});

/** A time that is always to come. */
const FAR = `${new Date().getUTCFullYear() + 1}-01-06 02:00`;
const BY_HAND = ['--user-units', '--no-enable'] as const;

function install(
  { playbook, inventory, options }: Place,
  ...more: readonly string[]
): ReturnType<typeof rulerun> {
  const at = more.includes('--at') ? [] : ['--at', 'Sun 02:00'];
  return rulerun(['schedule', 'install', 'nightly', playbook, '-i', inventory, ...at, ...more], options);
}

test('install, list, next, remove', async ({ place, stateDir }) => {
  const installed = await install(
    place,
    ...[
      '--timezone',
      'Europe/Berlin',
      '--window',
      '2h',
      '--jitter',
      '10m',
      '-l',
      'node1',
      '-e',
      'token=geheim',
    ],
    ...BY_HAND,
  );
  expect(installed.exitCode, installed.all).toBe(0);
  expect(installed.err).toContain('systemctl --user enable --now rulerun-nightly.timer');
  expect((await readdir(place.units)).toSorted()).toEqual([
    'rulerun-nightly.service',
    'rulerun-nightly.timer',
  ]);
  const service = await readFile(join(place.units, 'rulerun-nightly.service'), 'utf8');
  expect(service).toContain(`schedule run nightly --state-dir ${stateDir}\n`);
  expect(service).not.toContain('geheim');
  const kept = join(stateDir, 'schedules/nightly.json');
  expect((await stat(kept)).mode & 0o777).toBe(0o600);

  const list = await rulerun(['schedule', 'list'], place.options);
  expect(list.out).toMatch(
    /^name +at +next +window +by +last\nnightly +Sun 02:00 +Sun .* 02:00 Europe\/Berlin +2h /,
  );
  expect(list.out).toContain('not yet');
  const [json] = JSON.parse((await rulerun(['schedule', 'list', '--json'], place.options)).out) as object[];
  expect(json).toMatchObject({
    name: 'nightly',
    windowMs: 7_200_000,
    limit: 'node1',
    running: null,
    last: null,
  });
  expect(JSON.stringify(json)).not.toContain('geheim');

  const next = await rulerun(['schedule', 'next', 'nightly'], place.options);
  expect(next.out.match(/^ {2}Sun \d{4}-\d\d-\d\d 02:00 Europe\/Berlin {2}/gm)).toHaveLength(5);
  expect((await rulerun(['schedule', 'next', 'all'], place.options)).out).toBe(next.out);

  expect(await rulerun(['schedule', 'remove', 'nightly'], place.options)).toMatchObject({ exitCode: 0 });
  expect(await readdir(place.units)).toEqual([]);
  expect(await readdir(join(stateDir, 'schedules'))).toEqual([]);
  expect((await rulerun(['schedule', 'list'], place.options)).err).toContain('no schedules');
  expect(await rulerun(['schedule', 'remove', 'nightly'], place.options)).toMatchObject({ exitCode: 2 });
});

test('one of the same name is replaced only when that is said', async ({ place }) => {
  await install(place, ...BY_HAND);
  const again = await install(place, '--at', 'Mon 03:00', ...BY_HAND);
  expect(again.exitCode).toBe(2);
  expect(again.err).toContain('--replace');
  const timer = (): Promise<string> => readFile(join(place.units, 'rulerun-nightly.timer'), 'utf8');
  expect(await timer()).toContain('OnCalendar=Sun 02:00\n');
  expect((await install(place, '--at', 'Mon 03:00', '--replace', ...BY_HAND)).exitCode).toBe(0);
  expect(await timer()).toContain('OnCalendar=Mon 03:00\n');
  // A timer that stayed beside the crontab would start the job twice.
  const moved = await install(place, '--crontab', '--replace');
  expect(moved.out).toMatch(/^0 2 \* \* 0 .* schedule run nightly --state-dir /m);
  expect(await readdir(place.units)).toEqual([]);
});

test.for(['--print', '--dry-run'])(
  '%s shows the units and writes nothing',
  async (option, { place, folder }) => {
    const shown = await install(place, option, '--user-units');
    expect(shown).toMatchObject({ exitCode: 0, err: '' });
    expect(shown.out).toContain(`# ${place.units}/rulerun-nightly.service\n`);
    expect(shown.out).toContain('OnCalendar=Sun 02:00\n');
    expect((await readdir(folder)).toSorted()).toEqual(['inventory', 'job.yml']);
  },
);

test('paths are kept absolute, whatever they name', async ({ place, stateDir }) => {
  const made = await install(
    place,
    ...[
      '--private-key',
      'keys/id',
      '--known-hosts',
      './known',
      '-i',
      'a.example,',
      '--report',
      'test/../last.html',
    ],
    ...BY_HAND,
  );
  expect(made.exitCode, made.all).toBe(0);
  const kept = JSON.parse(await readFile(join(stateDir, 'schedules/nightly.json'), 'utf8')) as {
    job: object;
  };
  expect(kept.job).toMatchObject({
    playbooks: [place.playbook],
    inventory: [place.inventory, 'a.example,'],
    privateKey: join(process.cwd(), 'keys/id'),
    knownHosts: join(process.cwd(), 'known'),
    report: [join(process.cwd(), 'last.html')],
  });
});

test.for<{ readonly args: readonly string[]; readonly says: string }>([
  { args: ['-K'], says: 'nobody is there to type' },
  { args: ['-k'], says: 'nobody is there to type' },
  { args: ['--at', 'noon'], says: '`noon` is not a weekday' },
  { args: ['--at', '*-02-30'], says: 'never comes' },
  { args: ['--timezone', 'Mars/Olympus'], says: 'there is no time zone Mars/Olympus' },
  { args: ['--window', '2 hours'], says: 'It must be a time such as 90s' },
  { args: ['--window', '5m', '--jitter', '10m'], says: 'past the end of --window' },
  { args: ['--crontab', '--at', '02:00:30'], says: 'cron knows no seconds' },
  { args: ['--crontab', '--user-units'], says: 'cannot be used with' },
  { args: ['--crontab', '--catch-up'], says: 'cannot be used with' },
  { args: ['--report', '/nowhere/at/all.html'], says: 'cannot write the report' },
  { args: ['--report', 'report.doc'], says: 'what kind of report' },
])('$args is a usage error, and nothing is written', async ({ args, says }, { place, folder }) => {
  const run = await install(place, ...args, ...(args.includes('--crontab') ? [] : BY_HAND));
  expect(run.exitCode, run.all).toBe(2);
  expect(run.err).toContain(says);
  expect((await readdir(folder)).toSorted()).toEqual(['inventory', 'job.yml']);
});

test('without a word behind it schedule tells what there is', async () => {
  const run = await rulerun(['schedule']);
  expect(run.exitCode).toBe(2);
  expect(run.all).toContain('install [options] <name> <playbook...>');
});

test('a name that cannot stand in a path is refused', async ({ place }) => {
  for (const name of ['../x', 'a b', '-x.y', '']) {
    const argv = ['schedule', 'install', '--at', 'daily', '-i', place.inventory, '--', name, place.playbook];
    expect((await rulerun(argv, place.options)).exitCode).toBe(2);
  }
});

test('a playbook with a mistake is not installed', async ({ place, folder }) => {
  await writeFile(place.playbook, '- hosts: nodse\n  tasks: [{comand: uptime}]\n');
  const run = await install(place, ...BY_HAND);
  expect(run.exitCode).toBe(3);
  expect(run.err).toContain('did you mean `command`?');
  expect((await readdir(folder)).toSorted()).toEqual(['inventory', 'job.yml']);
});

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

test('a name that is nearly right is a suggestion', async ({ place }) => {
  await install(place, ...BY_HAND);
  const run = await rulerun(['schedule', 'run', 'nightyl'], place.options);
  expect(run.exitCode).toBe(2);
  expect(run.err).toContain('did you mean `nightly`?');
});

test.for<{ readonly args: readonly string[]; readonly says: string }>([
  { args: ['--until', '25:00'], says: 'It must be a time to come' },
  { args: ['--until', '2020-01-01 04:00'], says: 'It must be a time to come' },
  { args: ['--window', '0s'], says: 'It must be a time such as' },
  { args: ['--window', '2h', '--until', '04:00'], says: 'cannot be used with' },
])('apply with $args is a usage error', async ({ args, says }, { place }) => {
  const run = await rulerun(['apply', place.playbook, '-i', place.inventory, ...args], place.options);
  expect(run.exitCode).toBe(2);
  expect(run.err).toContain(says);
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

  test('a window that has closed stops the line before the first host', async ({ place, stateDir }) => {
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
      { terminal, stateDir },
    );
    expect(exitCode).toBe(130);
    expect(said.join('')).toContain('the maintenance window closed at 04:00 UTC');
    expect(said.join('')).toContain('3 not-started');
  });
});
