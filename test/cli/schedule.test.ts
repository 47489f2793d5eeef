import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { rulerun } from './command.ts';
import { BY_HAND, install, test } from './schedule-place.ts';

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

/**
 * Every option of `apply`: what the job of a schedule holds of it, what is said where nobody could answer, or that there is no
 * such option here.
 */
const OPTIONS: Readonly<Record<string, readonly [argument: string, becomes: object | string] | 'unknown'>> = {
  '--ansible-cfg': [
    'ansible.cfg',
    { user: 'cfg', rolesPath: ['/cfg/roles'], collectionsPath: ['/cfg/more'] },
  ],
  '--ask-become-pass': ['', 'nobody is there to type'],
  '--ask-pass': ['', 'nobody is there to type'],
  '--ask-vault-pass': ['', 'nobody is there to type'],
  '--allow-lookup': ['pipe', { allowLookup: ['pipe'] }],
  '--become': ['', { become: true }],
  '--become-user': ['app', { becomeUser: 'app' }],
  '--check': 'unknown',
  '--diff': ['', { diff: true }],
  '--extra-vars': ['@vars.yml', { extraVars: ['@FOLDER/vars.yml'] }],
  '--forks': ['7', { forks: 7 }],
  '--help': 'unknown',
  '--inventory': ['more.yml', { inventory: ['FOLDER/inventory', 'FOLDER/more.yml'] }],
  '--json': 'unknown',
  '--known-hosts': ['known', { knownHosts: 'FOLDER/known' }],
  '--limit': ['@only', { limit: '@FOLDER/only' }],
  '--list-hosts': 'unknown',
  '--list-tags': 'unknown',
  '--list-tasks': 'unknown',
  '--output': 'unknown',
  '--private-key': ['~/key', { privateKey: '~/key' }],
  '--report': ['last.html', { report: ['FOLDER/last.html'] }],
  '--roles-path': ['roles:/more/roles', { rolesPath: ['FOLDER/roles', '/more/roles'] }],
  '--skip-moved': 'unknown',
  '--skip-tags': ['always', { skipTags: ['always'] }],
  '--start-at-task': ['make a file', { startAtTask: 'make a file' }],
  // It goes with the program that a timer starts.
  '--state-dir': 'unknown',
  '--step': 'unknown',
  '--tags': ['all', { tags: ['all'] }],
  '--take-over': 'unknown',
  '--timeout': ['9', { timeout: 9 }],
  '--until': 'unknown',
  '--user': ['admin', { user: 'admin' }],
  '--vault-id': ['prod@secret', { vaultId: ['prod@FOLDER/secret'] }],
  '--vault-password-file': ['secret', { vaultPasswordFile: ['FOLDER/secret'] }],
  '--verbose': ['', { verbose: 1 }],
  // Counted from the time of the schedule, and kept with it.
  '--window': ['2h', {}],
  '--yes': 'unknown',
};

test('no option of apply is lost by a schedule', async ({ place, folder, stateDir }) => {
  const help = async (...command: readonly string[]): Promise<readonly string[]> =>
    [...(await rulerun([...command, '--help'])).out.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(
      ([, name]) => name ?? '',
    );
  expect((await help('apply')).toSorted()).toEqual(Object.keys(OPTIONS).toSorted());
  const here = await help('schedule', 'install');
  const unknown = Object.keys(OPTIONS).filter((name) => OPTIONS[name] === 'unknown');
  expect(unknown.filter((name) => here.includes(name))).toEqual(['--help', '--state-dir']);
  const files = {
    'ansible.cfg': '[defaults]\nremote_user = cfg\nroles_path = /cfg/roles\ncollections_path = /cfg/more\n',
    'vars.yml': 'a: 1\n',
    'more.yml': 'nodes: {hosts: {node9: {ansible_connection: sandbox}}}\n',
    only: 'node1\n',
    secret: 'word\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const before = process.cwd();
  process.chdir(folder);
  try {
    for (const [name, entry] of Object.entries(OPTIONS)) {
      if (entry === 'unknown') continue;
      const [argument, becomes] = entry;
      const words = argument === '' ? [name] : [name, argument];
      const made = await install(place, ...words, ...BY_HAND, '--replace');
      expect(made.exitCode, `${name}: ${made.all}`).toBe(typeof becomes === 'string' ? 2 : 0);
      if (typeof becomes === 'string') expect(made.err).toContain(becomes);
      else {
        const kept = JSON.parse(await readFile(join(stateDir, 'schedules/nightly.json'), 'utf8')) as object;
        const wanted: unknown = JSON.parse(JSON.stringify(becomes).replaceAll('FOLDER', folder));
        expect(kept, name).toMatchObject({
          job: wanted,
          ...(name === '--window' ? { windowMs: 7_200_000 } : {}),
        });
      }
    }
  } finally {
    process.chdir(before);
  }
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
