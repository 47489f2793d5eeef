import { expect, test } from 'vitest';
import { factsOf, filesSaying } from '../facts-of.test-kit.ts';
import { chroot } from './chroot.ts';
import { dateTime } from './date.ts';
import { serviceManager } from './services.ts';

test.for<readonly [what: string, told: string, is: boolean]>([
  ['the same root as the first process', 'named \nours 1 2\nfirst 1 2\n', false],
  ['another root', 'named \nours 1 2\nfirst 1 3\n', true],
  ['a name for the root', 'named yes\nours 1 2\nfirst 1 2\n', true],
  ['an ordinary user on ext4', 'named \nours 1 2\nkind ext2/ext3\n', false],
  ['an ordinary user on btrfs', 'named \nours 1 256\nkind btrfs\n', false],
  ['an ordinary user in a folder', 'named \nours 1 4711\nkind xfs\n', true],
])('is_chroot with %s', ([, told, is]) => {
  expect(factsOf(chroot, told)).toEqual({ is_chroot: is });
});

test.for<readonly [zones: string, summer: string]>([
  ['+0100 CET\n+0200 CEST\n', 'CEST'],
  ['+1100 AEDT\n+1000 AEST\n', 'AEDT'],
  ['+0000 UTC\n+0000 UTC\n', 'UTC'],
  ['', 'CET'],
])('of the zones %j the summer is %s', ([zones, summer]) => {
  const told = `@ now\n1795965884 2026 11 29 16 24 44 Sunday 0 47 +0100 CET 006233000\n@ zones\n${zones}`;
  expect(factsOf(dateTime, told)).toEqual({
    date_time: expect.objectContaining({
      tz_dst: summer,
      time: '16:24:44',
      iso8601_micro: '2026-11-29T15:24:44.006233Z',
      iso8601_basic: '20261129T162444006233',
    }),
  });
});

test('a clock without fractions has none', () => {
  const told = '@ now\n1795965884 2026 11 29 16 24 44 Sunday 0 47 +0100 CET N\n';
  expect(factsOf(dateTime, told)).toMatchObject({
    date_time: { iso8601_micro: '2026-11-29T15:24:44.000000Z' },
  });
});

test.for<readonly [told: string, name: string]>([
  [filesSaying({ '/proc/1/comm': 'systemd' }), 'systemd'],
  [filesSaying({ '/proc/1/comm': 'runit-init' }), 'runit'],
  [`${filesSaying({ '/proc/1/comm': 'init', '/etc/init.d': '' })}@ programs\n`, 'sysvinit'],
  [`${filesSaying({ '/proc/1/comm': 'init', '/sbin/openrc': '', '/etc/init.d': '' })}`, 'openrc'],
  [
    `${filesSaying({ '/proc/1/comm': 'bash' })}@ programs\n/bin/systemctl\n@ init\n/lib/systemd/systemd\n`,
    'systemd',
  ],
  [`${filesSaying({ '/proc/1/comm': 'init', '/etc/init': '' })}@ programs\n/sbin/initctl\n`, 'upstart'],
  [filesSaying({ '/proc/1/comm': 'sh' }), 'service'],
])('%j is kept by %s', ([told, name]) => {
  expect(factsOf(serviceManager, told)).toEqual({ service_mgr: name });
});
