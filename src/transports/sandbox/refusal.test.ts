import { expect, test } from 'vitest';
import { type Machine, refusalOf } from './refusal.ts';

const machine = (more: Partial<Machine> = {}, settings: Readonly<Record<string, string>> = {}): Machine => ({
  platform: 'linux',
  isRoot: false,
  setting: (path) => settings[path],
  ...more,
});

const denied = 'unshare: unshare failed: Operation not permitted\n';

test.for([
  [
    'another system',
    machine({ platform: 'darwin' }),
    '',
    'sandbox nodes are made of Linux namespaces, and this is darwin',
    'run rulerun on a Linux machine, or use an inventory of your own hosts',
  ],
  [
    'no unshare',
    machine(),
    'spawn unshare ENOENT',
    'this machine has no `unshare` command',
    'install util-linux and iproute2 with the package manager, or use an inventory of your own hosts',
  ],
  [
    'no flock',
    machine(),
    'flock: not found\n',
    'this machine has no `flock` command',
    'install util-linux and iproute2 with the package manager, or use an inventory of your own hosts',
  ],
  [
    'Debian 10',
    machine({}, { 'kernel/unprivileged_userns_clone': '0' }),
    denied,
    'this machine does not allow user namespaces to ordinary users',
    'sudo sysctl -w kernel.unprivileged_userns_clone=1, or run rulerun as root, or use an inventory of your own hosts',
  ],
  [
    'Ubuntu 24.04',
    machine({}, { 'kernel/apparmor_restrict_unprivileged_userns': '1' }),
    'unshare: write failed /proc/self/uid_map: Operation not permitted\n',
    'this machine does not allow user namespaces to ordinary users',
    'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0, or run rulerun as root, or use an inventory of your own hosts',
  ],
  [
    'RHEL 7, root too',
    machine({ isRoot: true }, { 'user/max_user_namespaces': '0' }),
    'unshare: unshare failed: No space left on device\n',
    'this machine does not allow user namespaces',
    'sudo sysctl -w user.max_user_namespaces=15000, or use an inventory of your own hosts',
  ],
  [
    'a container, root',
    machine({ isRoot: true }, { 'kernel/unprivileged_userns_clone': '0' }),
    denied,
    'this machine does not allow the namespaces it needs (unshare: unshare failed: Operation not permitted)',
    'in a container, start it with --privileged; elsewhere run rulerun as root, or use an inventory of your own hosts',
  ],
  [
    'a state folder in a hardened /tmp',
    machine(),
    'its disk lies on a file system that is mounted noexec\n',
    'its disk lies on a file system that is mounted noexec',
    'name a folder elsewhere with --state-dir',
  ],
  [
    'a full disk',
    machine(),
    'ENOSPC: no space left on device, write',
    'ENOSPC: no space left on device, write',
    'rulerun sandbox reset node1 gives it a fresh disk',
  ],
  [
    'no word at all',
    machine(),
    '',
    'its first process ended at once',
    'rulerun sandbox reset node1 gives it a fresh disk',
  ],
] as const)('%s: why, and what to do, in one line each', ([, on, said, cause, hint]) => {
  expect(refusalOf('node1', said, on)).toEqual({
    kind: 'unreachable',
    address: 'sandbox node node1',
    cause,
    hint,
  });
});
