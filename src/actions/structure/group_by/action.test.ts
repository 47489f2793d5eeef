import { expect, test } from 'vitest';
import { planGroupBy } from './action.ts';

test('spaces in names of groups become hyphens', () => {
  expect(planGroupBy({ key: 'os Debian 12', parents: ['all', 'by os'] })).toMatchObject({
    result: { add_group: 'os-Debian-12', parent_groups: ['all', 'by-os'] },
    effect: { kind: 'add-group', name: 'os-Debian-12', parents: ['all', 'by-os'] },
  });
});
