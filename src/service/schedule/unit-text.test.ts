import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scheduleWith } from './schedule.test-kit.ts';
import { unitText, unitWord } from './unit-quote.ts';
import { unitsOf } from './unit-text.ts';

const COMMAND = [
  process.execPath,
  '/opt/rulerun/dist/bin.js',
  'schedule',
  'run',
  'nightly',
  '--state-dir',
  '/var/lib/rulerun',
] as const;
const text = (index: 0 | 1, ...args: Parameters<typeof unitsOf>): string => unitsOf(...args)[index].text;

test('the service of the machine', () => {
  const service = text(0, scheduleWith(), 'system', ['/usr/bin/node', ...COMMAND.slice(1)]);
  expect(service).toMatchInlineSnapshot(`
    "# Written by rulerun schedule install; change it there, or in a drop-in.

    [Unit]
    Description=rulerun schedule nightly: disable-iptables-service.yml
    # Ordered after the network, so that at a shutdown the job is stopped, and rolls back, while there still is one.
    Wants=network-online.target
    After=network-online.target

    [Service]
    # One job from start to end. A failed one is not tried again by itself: a person looks first.
    Type=oneshot
    Restart=no
    # Nobody is there to answer.
    StandardInput=null
    ExecStart=/usr/bin/node /opt/rulerun/dist/bin.js schedule run nightly --state-dir /var/lib/rulerun
    SyslogIdentifier=rulerun-nightly
    # After the window no further host is started; what is running then may take its longest task and half an hour more.
    TimeoutStartSec=9600s
    # SIGINT is Ctrl-C: the tasks that are running end, and what is unfinished rolls back. It goes to rulerun alone, so that
    # the ssh and sh below it live until that is done. SIGKILL ends what is left after the longest task and the way back.
    KillMode=mixed
    KillSignal=SIGINT
    TimeoutStopSec=1500s
    # What the job leaves behind is for its owner alone, and no dump of its memory, where passwords are.
    UMask=0077
    LimitCORE=0
    # The disk is not hidden and sudo not forbidden: a job may work on this very machine (ansible_connection: local).
    # Keys in the kernel keyring of another service are none of its business.
    KeyringMode=private
    # A run that is killed half-way costs more than most that could be killed instead.
    OOMScoreAdjust=-500
    # Neither SSH nor a task of a playbook needs these, and they leave sudo, namespaces and the disk alone.
    LockPersonality=yes
    RestrictRealtime=yes
    "
  `);
});

test('the timer', () => {
  expect(text(1, scheduleWith(), 'system', COMMAND)).toMatchInlineSnapshot(`
    "# Written by rulerun schedule install; change it there, or in a drop-in.

    [Unit]
    Description=rulerun schedule nightly: disable-iptables-service.yml

    [Timer]
    OnCalendar=Sun 02:00 Europe/Berlin
    Unit=rulerun-nightly.service
    # On the second, and then put off by chance by at most this much.
    AccuracySec=1s
    RandomizedDelaySec=600s
    # A time that passed while this machine was off is left out: maintenance does not happen in the daytime.
    Persistent=false

    [Install]
    WantedBy=timers.target
    "
  `);
});

test('a user’s units have nothing that a user cannot have, or that forbids sudo', () => {
  const service = text(0, scheduleWith(), 'user', COMMAND);
  expect(service).not.toMatch(/^(OOMScoreAdjust|LockPersonality|RestrictRealtime|Wants|After)=/m);
  expect(service).toMatch(/^KillSignal=SIGINT$/m);
});

test.for(['system', 'user'] as const)(
  'no unit of the %s hides the disk or forbids sudo and namespaces',
  (manager) => {
    expect(text(0, scheduleWith(), manager, COMMAND)).not.toMatch(
      /^(NoNewPrivileges|Protect\w+|Private\w+|ReadOnlyPaths|RestrictNamespaces|RestrictAddressFamilies|MemoryDenyWriteExecute)=/m,
    );
  },
);

test('without a window there is no limit, with --catch-up a missed time is made up for', () => {
  const schedule = scheduleWith({ windowMs: undefined, jitterMs: 0, timezone: undefined, catchUp: true });
  expect(text(0, schedule, 'system', COMMAND)).toContain('TimeoutStartSec=infinity');
  expect(text(1, schedule, 'system', COMMAND)).toContain('Persistent=true');
  expect(text(1, schedule, 'system', COMMAND)).toContain('OnCalendar=Sun 02:00\n');
});

test.for([
  ['/usr/bin/node', '/usr/bin/node'],
  ['/a b/c', '"/a b/c"'],
  ['50%', '50%%'],
  ['$HOME', '$$HOME'],
  ['say "hi"', String.raw`"say \"hi\""`],
  ['back\\slash', String.raw`"back\\slash"`],
  ['new\nline', String.raw`"new\x0aline"`],
  ['', '""'],
  ['ü', '"ü"'],
  [';', '";"'],
])('the word %j is written %s', ([word = '', written]) => {
  expect(unitWord(word)).toBe(written);
});

test('a description stays one line and means itself', () => {
  expect(unitText('100%\nExecStart=/bin/false\\')).toBe('100%% ExecStart=/bin/false/');
});

const PROGRAM = 'systemd-analyze';
const probe = spawnSync(PROGRAM, ['--version']);
const reason = probe.status === 0 ? undefined : 'there is no systemd-analyze here';
if (reason !== undefined) process.stderr.write(`skipped, units as systemd reads them: ${reason}\n`);

describe.skipIf(reason !== undefined)('systemd has nothing against', () => {
  test.for([
    ['the units of a machine', 'system', {}],
    ['the units of a user', 'user', {}],
    ['units without a window', 'system', { windowMs: undefined, jitterMs: 0, timezone: undefined }],
    ['odd names of files', 'system', { job: { ...scheduleWith().job, playbooks: ['/a b/50% "x"\\.yml'] } }],
  ] as const)('%s', ([, manager, changes]) => {
    const folder = mkdtempSync(join(tmpdir(), 'rulerun-units-'));
    try {
      const units = unitsOf(scheduleWith(changes), manager, [...COMMAND, '/odd path/50% $HOME "quoted" \\']);
      for (const unit of units) writeFileSync(join(folder, unit.name), unit.text);
      const paths = units.map(({ name }) => join(folder, name));
      const flags = manager === 'user' ? ['--user'] : [];
      const verified = spawnSync(PROGRAM, [...flags, '--man=no', 'verify', ...paths], {
        encoding: 'utf8',
        env: { ...process.env, XDG_RUNTIME_DIR: folder },
      });
      // What it says of the other units of this machine is not ours.
      const said = verified.stderr.split('\n').filter((line) => line.includes('rulerun-'));
      expect(said).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
