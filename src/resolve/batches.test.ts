import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BatchSize } from '../model/values/batch-size.ts';
import { batchesOf } from './batches.ts';

const hosts = (count: number): BatchSize => ({ kind: 'hosts', count });
const percent = (percent: number): BatchSize => ({ kind: 'percent', percent });

test.for([
  { of: 5, serial: [], sizes: [5] },
  { of: 0, serial: [], sizes: [] },
  { of: 0, serial: [hosts(2)], sizes: [] },
  { of: 5, serial: [hosts(2)], sizes: [2, 2, 1] },
  { of: 5, serial: [hosts(9)], sizes: [5] },
  { of: 10, serial: [hosts(1), hosts(3)], sizes: [1, 3, 3, 3] },
  { of: 10, serial: [hosts(1), percent(25), percent(100)], sizes: [1, 2, 7] },
  { of: 10, serial: [percent(30)], sizes: [3, 3, 3, 1] },
  { of: 3, serial: [percent(10)], sizes: [1, 1, 1] },
  { of: 3, serial: [percent(0)], sizes: [1, 1, 1] },
  { of: 100, serial: [percent(29), percent(100)], sizes: [29, 71] },
  { of: 5, serial: [hosts(0)], sizes: [5] },
  { of: 5, serial: [hosts(1), hosts(0)], sizes: [1, 4] },
  { of: 2, serial: [hosts(1), hosts(1), hosts(5)], sizes: [1, 1] },
])('$of hosts, serial $serial → $sizes', ({ of, serial, sizes }) => {
  const all = Array.from({ length: of }, (_, index) => index);
  expect(batchesOf(all, serial).map(({ length }) => length)).toEqual(sizes);
});

test('every host is in exactly one batch, in order, and no batch is empty', () => {
  const size = fc.oneof(fc.nat(20).map(hosts), fc.nat(200).map(percent));
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.array(size, { maxLength: 5 }), (all, serial) => {
      const batches = batchesOf(all, serial);
      expect(batches.flat()).toEqual(all);
      expect(batches.every(({ length }) => length > 0)).toBe(true);
    }),
  );
});
