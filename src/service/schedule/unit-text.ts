import { basename } from 'node:path';
import { type Manager, type Schedule, unitNames } from './schedule.ts';
import { unitText, unitWord } from './unit-quote.ts';

/** By this line a unit is known as ours: nothing else is ever replaced or removed. */
export const MARK = '# Written by rulerun schedule install; change it there, or in a drop-in.';

/** How long hosts that are being worked on when the window closes may take beside their longest task. */
const FINISH_MS = 30 * 60_000;
/** How long rolling back may take: ten minutes a host, side by side, and the time to reach it again. */
const ROLLBACK_MS = 15 * 60_000;

export interface UnitText {
  readonly name: string;
  readonly text: string;
}

/** The two units of a schedule, the service before the timer that starts it. `command` runs the job: absolute program, words. */
export function unitsOf(
  schedule: Schedule,
  manager: Manager,
  command: readonly string[],
): readonly [service: UnitText, timer: UnitText] {
  const names = unitNames(schedule.name);
  return [
    { name: names.service, text: serviceText(schedule, manager, command) },
    { name: names.timer, text: timerText(schedule) },
  ];
}

function serviceText(schedule: Schedule, manager: Manager, command: readonly string[]): string {
  return unit([
    MARK,
    ...section('Unit', [`Description=${describe(schedule)}`, ...(manager === 'system' ? NETWORK : [])]),
    ...section('Service', [
      ...JOB,
      `ExecStart=${command.map(unitWord).join(' ')}`,
      `SyslogIdentifier=rulerun-${schedule.name}`,
      ...limits(schedule),
      ...stopping(schedule),
      ...HARDENING,
      ...(manager === 'system' ? SYSTEM_HARDENING : []),
    ]),
  ]);
}

const NETWORK: readonly string[] = [
  '# Ordered after the network, so that at a shutdown the job is stopped, and rolls back, while there still is one.',
  'Wants=network-online.target',
  'After=network-online.target',
];

const JOB: readonly string[] = [
  '# One job from start to end. A failed one is not tried again by itself: a person looks first.',
  'Type=oneshot',
  'Restart=no',
  '# Nobody is there to answer.',
  'StandardInput=null',
];

function limits({ windowMs, longestTaskMs }: Schedule): readonly string[] {
  if (windowMs === undefined)
    return ['# No window: the job takes as long as it takes.', 'TimeoutStartSec=infinity'];
  return [
    '# After the window no further host is started; what is running then may take its longest task and half an hour more.',
    `TimeoutStartSec=${seconds(windowMs + longestTaskMs + FINISH_MS)}`,
  ];
}

function stopping({ longestTaskMs }: Schedule): readonly string[] {
  return [
    '# SIGINT is Ctrl-C: the tasks that are running end, and what is unfinished rolls back. It goes to rulerun alone, so that',
    '# the ssh and sh below it live until that is done. SIGKILL ends what is left after the longest task and the way back.',
    'KillMode=mixed',
    'KillSignal=SIGINT',
    `TimeoutStopSec=${seconds(longestTaskMs + ROLLBACK_MS)}`,
  ];
}

/**
 * What holds for every job, whoever its hosts are. Left out on purpose:
 *
 * - everything that gives the job a view of the disk of its own (ProtectSystem, ProtectHome, PrivateTmp, ReadOnlyPaths,
 *   ProtectKernelTunables, ProtectControlGroups …): with `ansible_connection: local` a task changes /etc, /usr and mounts of
 *   this very machine, and keys are read from the home;
 * - NoNewPrivileges, and in a user's units every filter that brings it along: `become` on the local machine is sudo;
 * - RestrictNamespaces and RestrictAddressFamilies: sandbox hosts are namespaces, iptables talks netlink;
 * - RestrictSUIDSGID: a task may set such a mode; MemoryDenyWriteExecute: Node compiles as it runs.
 */
const HARDENING: readonly string[] = [
  '# What the job leaves behind is for its owner alone, and no dump of its memory, where passwords are.',
  'UMask=0077',
  'LimitCORE=0',
  '# The disk is not hidden and sudo not forbidden: a job may work on this very machine (ansible_connection: local).',
];

/** In a user's units these would need, or bring along, NoNewPrivileges. */
const SYSTEM_HARDENING: readonly string[] = [
  '# Keys in the kernel keyring of another service are none of its business.',
  'KeyringMode=private',
  '# A run that is killed half-way costs more than most that could be killed instead.',
  'OOMScoreAdjust=-500',
  '# Neither SSH nor a task of a playbook needs these, and they leave sudo, namespaces and the disk alone.',
  'LockPersonality=yes',
  'RestrictRealtime=yes',
];

function timerText(schedule: Schedule): string {
  const { name, at, timezone, jitterMs, catchUp } = schedule;
  return unit([
    MARK,
    ...section('Unit', [`Description=${describe(schedule)}`]),
    ...section('Timer', [
      `OnCalendar=${timezone === undefined ? at : `${at} ${timezone}`}`,
      `Unit=${unitNames(name).service}`,
      '# On the second, and then put off by chance by at most this much.',
      'AccuracySec=1s',
      `RandomizedDelaySec=${seconds(jitterMs)}`,
      catchUp
        ? '# A time that passed while this machine was off is made up for when it is on again.'
        : '# A time that passed while this machine was off is left out: maintenance does not happen in the daytime.',
      `Persistent=${catchUp}`,
    ]),
    ...section('Install', ['WantedBy=timers.target']),
  ]);
}

function describe({ name, job }: Schedule): string {
  return unitText(`rulerun schedule ${name}: ${job.playbooks.map((path) => basename(path)).join(' ')}`);
}

function seconds(ms: number): string {
  return `${Math.ceil(ms / 1000)}s`;
}

function section(name: string, lines: readonly string[]): readonly string[] {
  return ['', `[${name}]`, ...lines];
}

function unit(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
