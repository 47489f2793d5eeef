import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expandHostNames } from './host-range.ts';

test.for<readonly [entry: string, names: readonly string[], port?: number]>([
  ['web', ['web']],
  ['web[01:03:2]', ['web01', 'web03']],
  ['web[1:3]-[a:b]', ['web1-a', 'web1-b', 'web2-a', 'web2-b', 'web3-a', 'web3-b']],
  ['web[1:03]', ['web1', 'web2', 'web3']],
  ['web[:3]', ['web0', 'web1', 'web2', 'web3']],
  ['web[y:B]', ['weby', 'webz', 'webA', 'webB']],
  ['web[08:11]', ['web08', 'web09', 'web10', 'web11']],
  ['web[3:1]', []],
  ['10.0.0.[1:3]', ['10.0.0.1', '10.0.0.2', '10.0.0.3']],
  ['h:2200', ['h'], 2200],
  ['db-[a:c]:2200', ['db-a', 'db-b', 'db-c'], 2200],
  ['2001:db8::1', ['2001:db8::1']],
  ['[2001:db8::1]:22', ['2001:db8::1'], 22],
  ['[2001:db8::[1:2]]:22', ['2001:db8::1', '2001:db8::2'], 22],
  ['h:0', ['h']],
  ['h:1234567890', ['h:1234567890']],
  ['a:b:c', ['a:b:c']],
])('%s', ([entry, names, port]) => {
  expect(expandHostNames(entry)).toEqual({ ok: true, names, port });
});

test.for<readonly [entry: string, offset: number, message: string]>([
  ['web[1:2', 3, 'this `[` is never closed'],
  ['web[1]', 3, '`[1]` is not a range'],
  ['web[1-3]', 3, '`[1-3]` is not a range'],
  ['web[1:2:3:4]', 3, '`[1:2:3:4]` is not a range'],
  ['web[1:]', 3, 'the range `[1:]` has no end'],
  ['web[01:100]', 3, 'the range `[01:100]` starts with a zero, so both ends need the same number of digits'],
  ['[A:c]x', 0, 'the range `[A:c]` ends before it starts: letters count a to z, then A to Z'],
  ['web[1:c]', 3, 'the range `[1:c]` must go from a number to a number or from a letter to a letter'],
  ['web[a:3]', 3, 'the range `[a:3]` must go from a number to a number or from a letter to a letter'],
  ['web[ab:c]', 3, 'the range `[ab:c]` must go from a number to a number or from a letter to a letter'],
  ['web[-1:2]', 3, 'the range `[-1:2]` must go from a number to a number or from a letter to a letter'],
  ['web[1:5:0]', 3, 'the step of the range `[1:5:0]` must be a number above 0'],
  ['web[1:5:a]', 3, 'the step of the range `[1:5:a]` must be a number above 0'],
  ['a[1:2]b[x]', 7, '`[x]` is not a range'],
  ['[1:999][1:999]', 0, '`[1:999][1:999]` names 998001 hosts; one entry may name at most 100000'],
])('%s is a mistake', ([entry, offset, message]) => {
  expect(expandHostNames(entry)).toMatchObject({ ok: false, fault: { offset, message } });
});

test('several ranges name as many hosts as the product of their lengths, none twice', () => {
  const range = fc.tuple(fc.nat(30), fc.nat(30)).map(([from, length]) => ({ from, to: from + length }));
  fc.assert(
    fc.property(fc.array(range, { maxLength: 3 }), (ranges) => {
      const entry = ranges.map(({ from, to }) => `h[${from}:${to}]`).join('-');
      const expanded = expandHostNames(entry);
      const count = ranges.reduce((product, { from, to }) => product * (to - from + 1), 1);
      expect(expanded.ok && new Set(expanded.names).size).toBe(count);
    }),
  );
});
