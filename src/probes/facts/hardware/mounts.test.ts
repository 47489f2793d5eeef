import { expect, test } from 'vitest';
import { factsOf, filesSaying } from '../facts-of.test-kit.ts';
import { mounts } from './mounts.ts';

test('a mount that did not answer in time is told without its room, the others with it', () => {
  const table = `/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
nas:/export /mnt/far\\040away nfs4 ro,hard 0 0
/dev/sda1 /srv/part ext4 rw 0 0`;
  const told = `${filesSaying({
    '/proc/self/mountinfo':
      '1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 8:1 /part /srv/part rw - ext4 /dev/sda1 rw',
    '/etc/mtab': table,
  })}@ uuids
/dev/sda  
/dev/sda1 57b1a3e7
@ room
4096 4096 1000 400 200 150 /
late /mnt/far away
4096 4096 1000 400 200 150 /srv/part
`;
  const room = {
    ...{ size_total: 4_096_000, size_available: 1_638_400, block_size: 4096, block_total: 1000 },
    ...{ block_available: 400, block_used: 600, inode_total: 200, inode_available: 150, inode_used: 50 },
  };
  expect(factsOf(mounts, told)).toEqual({
    mounts: [
      { mount: '/', device: '/dev/sda1', fstype: 'ext4', options: 'rw', uuid: '57b1a3e7', ...room },
      {
        ...{ mount: '/mnt/far away', device: 'nas:/export', fstype: 'nfs4', options: 'ro,hard' },
        note: 'Could not get extra information due to timeout',
      },
      {
        mount: '/srv/part',
        device: '/dev/sda1',
        fstype: 'ext4',
        options: 'rw,bind',
        uuid: '57b1a3e7',
        ...room,
      },
    ],
  });
});
