import { expect, test } from 'vitest';
import { factsOf } from '../facts-of.test-kit.ts';
import { lvm } from './lvm.ts';

test('volumes are told by their names, a physical one by the name that the device mapper gave it', () => {
  const told = `@ vgs
  vg0,2,3,0,wz--n-,99.50,10.25
@ lvs
  root,vg0,-wi-ao----,20.00,,,,,,,,
@ pvs
  /dev/sda2,vg0,lvm2,a--,49.75,5.00
  /dev/dm-3,vg0,lvm2,a--,49.75,5.25
@ names
crw------- 1 root root 10, 236 Nov 28 16:16 control
lrwxrwxrwx 1 root root       7 Nov 28 16:16 luks-home -> ../dm-3
`;
  expect(factsOf(lvm, told)).toEqual({
    lvm: {
      vgs: { vg0: { size_g: '99.50', free_g: '10.25', num_lvs: '3', num_pvs: '2' } },
      lvs: { root: { size_g: '20.00', vg: 'vg0' } },
      pvs: {
        '/dev/sda2': { size_g: '49.75', free_g: '5.00', vg: 'vg0' },
        '/dev/mapper/luks-home': { size_g: '49.75', free_g: '5.25', vg: 'vg0' },
      },
    },
  });
});

test('without LVM, or without the right to see it, there is nothing to tell', () => {
  expect(factsOf(lvm, '')).toEqual({ lvm: 'N/A' });
});
