import { type FactGroup, words } from '../group.ts';
import { factProbe } from '../told.ts';

/** The inode of the root folder, where it is not 2. */
const ROOT_INODES: Readonly<Record<string, string>> = { btrfs: '256', xfs: '128' };

export const chroot: FactGroup = {
  name: 'chroot',
  // Ansible's `min` is without it.
  subsets: words('chroot is_chroot'),
  names: ['is_chroot'],
  ask: () =>
    factProbe(['rr_facts_chroot'], function* ({ lines }) {
      const said = new Map(lines.map((line) => [line.split(' ', 1)[0], line.slice(line.indexOf(' ') + 1)]));
      const ours = said.get('ours') ?? '';
      const first = said.get('first');
      if (said.get('named') === 'yes') yield ['is_chroot', true];
      else if (first !== undefined) yield ['is_chroot', first !== ours];
      else yield ['is_chroot', ours.split(' ')[1] !== (ROOT_INODES[said.get('kind') ?? ''] ?? '2')];
    }),
};
