import { nodeUnitLinks } from './units.ts';

/** The scripts of `node/`, by the paths they have on the disk; the others lie in /usr/local/lib/sandbox. */
export const programs: Readonly<Record<string, string>> = {
  'usr/local/sbin/systemctl': 'systemctl',
  'usr/local/sbin/systemd-run': 'systemd-run',
  'usr/local/sbin/docker': 'docker',
  'usr/local/sbin/dockerd': 'dockerd',
  'usr/local/sbin/openshift-node': 'openshift-node',
  'usr/local/sbin/sshd': 'sshd',
  'usr/local/sbin/sudo': 'sudo',
  'usr/local/sbin/service': 'service',
  'usr/local/sbin/logger': 'logger',
  'usr/local/sbin/reboot': 'reboot',
  'usr/local/sbin/poweroff': 'reboot',
  'usr/local/sbin/halt': 'reboot',
  'usr/local/sbin/shutdown': 'reboot',
  'usr/libexec/iptables/iptables.init': 'iptables-init',
};

export const diskFolders: readonly string[] = [
  ...'dev/shm etc/ssh home mnt opt proc root srv sys tmp'.split(' '),
  ...'usr/lib/systemd/system usr/libexec/iptables'.split(' '),
  ...'usr/local/bin usr/local/sbin usr/local/lib/sandbox'.split(' '),
  ...'var/cache var/lib var/log var/spool var/tmp'.split(' '),
];

export const diskLinks: Readonly<Record<string, string>> = {
  ...nodeUnitLinks,
  'dev/fd': '/proc/self/fd',
  'dev/stdin': '/proc/self/fd/0',
  'dev/stdout': '/proc/self/fd/1',
  'dev/stderr': '/proc/self/fd/2',
  'var/run': '/run',
  'var/lock': '/run/lock',
  'etc/mtab': '/proc/self/mounts',
};
