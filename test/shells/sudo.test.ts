import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  failureOf,
  isHere,
  type LocalHost,
  localHost,
  scriptStep,
  shown,
  until,
} from '../../src/host/local-host.test-kit.ts';
import { Secret } from '../../src/model/values/secret.ts';
import { can, isRoot } from './userlands.ts';

const never = new AbortController().signal;
const possible = can(
  'the real sudo: that takes root',
  isRoot &&
    isHere('sudo', 'the real sudo') &&
    isHere('unshare', 'namespaces') &&
    isHere('setpriv', 'another user'),
);

/**
 * This machine with users and sudo rules of its own, for one command: in a mount namespace, files of ours lie over
 * /etc/passwd, /etc/shadow and /etc/sudoers, and the login is `deploy`, uid 7001.
 */
const etc = mkdtempSync(join(tmpdir(), 'rulerun-sudo-'));
afterAll(() => rmSync(etc, { recursive: true, force: true }));

const accounts = [
  { name: 'deploy', uid: 7001 },
  { name: 'app', uid: 7002 },
] as const;

function hostWith(sudoers: string, recordsAtDefault = true): LocalHost {
  const hash = spawnSync('openssl', ['passwd', '-6', 'right'], { encoding: 'utf8' }).stdout.trim();
  const passwd = [
    'root:x:0:0:root:/root:/bin/sh',
    ...accounts.map(({ name, uid }) => `${name}:x:${uid}:${uid}::/tmp:/bin/sh`),
  ];
  const shadow = [
    `root:*:19000:0:99999:7:::`,
    ...accounts.map(({ name }) => `${name}:${hash}:19000:0:99999:7:::`),
  ];
  const files = {
    passwd,
    shadow,
    group: ['root:x:0:', 'deploy:x:7001:', 'app:x:7002:'],
    sudoers: [`Defaults lecture=always\n${sudoers}`],
  };
  for (const [file, lines] of Object.entries(files)) {
    writeFileSync(join(etc, file), `${lines.join('\n')}\n`);
    chmodSync(join(etc, file), file === 'sudoers' ? 0o440 : file === 'shadow' ? 0o600 : 0o644);
  }
  const script = [
    ...Object.keys(files).map((file) => `mount --bind ${join(etc, file)} /etc/${file}`),
    'mount -t tmpfs none /var/lib',
    'mkdir -p /run/sudo; mount -t tmpfs -o mode=711 none /run/sudo',
    'export HOME=/tmp LANG=de_DE.UTF-8',
    'exec setpriv --reuid 7001 --regid 7001 --clear-groups sh -c "$1"',
  ].join(' && ');
  return localHost({
    recordsAtDefault,
    shell: ['/bin/sh'],
    login: ['unshare', '-m', 'sh', '-c', script, 'sh'],
  });
}

const right = new Secret('right');
const wrong = new Secret('wrong');
const whoami = [{ argv: ['id', '-un'] as const }];

interface Row {
  readonly sudoers: string;
  readonly become: string;
  readonly password?: Secret;
  readonly is?: string;
  readonly fails?: RegExp;
}

const rows: readonly Row[] = [
  { sudoers: 'deploy ALL=(ALL) NOPASSWD: ALL', become: 'root', is: 'root' },
  { sudoers: 'deploy ALL=(ALL) NOPASSWD: ALL', become: 'app', is: 'app' },
  { sudoers: 'deploy ALL=(ALL) NOPASSWD: ALL', become: 'root', password: right, is: 'root' },
  { sudoers: 'deploy ALL=(ALL) ALL', become: 'root', password: right, is: 'root' },
  { sudoers: 'deploy ALL=(ALL) ALL', become: 'app', password: right, is: 'app' },
  { sudoers: 'Defaults use_pty\ndeploy ALL=(ALL) ALL', become: 'root', password: right, is: 'root' },
  {
    sudoers: 'Defaults log_output\nDefaults log_input\ndeploy ALL=(ALL) ALL',
    become: 'root',
    password: right,
    is: 'root',
  },
  {
    sudoers: 'Defaults env_keep += "HOME"\ndeploy ALL=(ALL) ALL',
    become: 'root',
    password: right,
    is: 'root',
  },
  { sudoers: 'deploy ALL=(ALL) ALL', become: 'root', fails: /wants a password and none was given/ },
  { sudoers: 'deploy ALL=(ALL) ALL', become: 'root', password: wrong, fails: /did not accept the password/ },
  {
    sudoers: 'Defaults passwd_tries=1\ndeploy ALL=(ALL) ALL',
    become: 'root',
    password: wrong,
    fails: /did not accept the password/,
  },
  { sudoers: 'app ALL=(ALL) ALL', become: 'root', password: right, fails: /may not use sudo/ },
  { sudoers: 'app ALL=(ALL) ALL', become: 'root', fails: /may not use sudo|wants a password/ },
  { sudoers: 'deploy ALL=(app) NOPASSWD: ALL', become: 'root', fails: /does not let|wants a password/ },
  { sudoers: 'deploy ALL=(app) ALL', become: 'root', password: right, fails: /does not let/ },
  { sudoers: 'deploy ALL=(ALL) NOPASSWD: /bin/ls', become: 'root', fails: /does not let|wants a password/ },
  { sudoers: 'Defaults requiretty\ndeploy ALL=(ALL) NOPASSWD: ALL', become: 'root', fails: /requiretty/ },
  { sudoers: 'deploy ALL=(ALL) NOPASSWD: ALL', become: 'nobody-here', fails: /no user nobody-here/ },
];

describe.runIf(possible)('the real sudo', () => {
  test.for(rows)('$sudoers, become $become', async ({ sudoers, become, password, is, fails }) => {
    await using host = hostWith(sudoers);
    const options = { identity: { become }, becomePassword: password };
    const asking = host.open(options).then((session) => session.observe(whoami, never));
    if (fails === undefined) expect((await asking).map((answer) => shown(answer).out.trim())).toEqual([is]);
    else {
      expect(await failureOf(asking)).toMatchObject({
        kind: 'become',
        user: become,
        why: expect.stringMatching(fails),
      });
    }
  });

  test('a step of another user keeps its record in that user’s home, a step of root in /var/lib', async () => {
    for (const [become, root] of [
      ['root', '/var/lib/rulerun'],
      ['app', '/tmp/.local/state/rulerun'],
    ] as const) {
      await using host = hostWith(
        'Defaults env_keep += "HOME"\nDefaults use_pty\ndeploy ALL=(ALL) NOPASSWD: ALL',
      );
      const session = await host.open({ identity: { become } });
      const step = {
        run: 'r',
        number: 1,
        title: 't',
        operations: [{ kind: 'run', argv: ['id', '-un'] }],
        preserve: [],
        undo: [],
        timeoutMs: 9000,
      } as const;
      const look = [
        { argv: ['stat', '-c', '%U %a', root] as const },
        { argv: ['rm', '-rf', '/tmp/.local/state/rulerun'] as const },
      ];
      const { done, answers } = await session.perform(step, look, never);
      expect([done, ...answers].map((answer) => shown(answer).out)).toEqual([
        `${become}\n`,
        `${become} 700\n`,
        '',
      ]);
    }
  });

  test('a step outlives sudo and its terminal', async () => {
    await using host = hostWith('Defaults use_pty\nDefaults log_output\ndeploy ALL=(ALL) ALL', false);
    const options = { identity: { become: 'root' }, becomePassword: right };
    const session = await host.open(options);
    const script = `echo begun >${host.folder}/begun; sleep 0.5; echo survived; exit 3`;
    const step = scriptStep(1, script);
    const lost = failureOf(session.perform(step, [], never));
    await until(() => existsSync(join(host.folder, 'begun')));
    session.pipe.cut();
    process.kill(-session.pipe.pid, 'SIGKILL');
    expect(await lost).toMatchObject({ kind: 'lost' });
    const recalled = await (await host.open(options)).recall(step, never);
    expect(recalled.kind === 'done' && shown(recalled.done)).toMatchObject({
      exitCode: 3,
      out: 'survived\n',
    });
  });
});
