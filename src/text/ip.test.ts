import { expect, test } from 'vitest';
import { isWithin } from './ip.ts';

test.for<[string, string, boolean]>([
  ['10.244.3.0/24', '10.244.0.0/16', true],
  ['10.244.0.0/16', '10.244.0.0/16', true],
  ['10.244.3.7', '10.244.0.0/16', true],
  ['10.245.3.0/24', '10.244.0.0/16', false],
  ['10.0.0.0/8', '10.244.0.0/16', false],
  ['192.0.2.1', '0.0.0.0/0', true],
  ['fd00::/64', '10.244.0.0/16', false],
  ['10.244.3.0/24', 'fd00::/48', false],
  ['10.244.3.0/64', '10.244.0.0/16', false],
])('%s in %s: %s', ([inner, outer, expected]) => {
  expect(isWithin(inner, outer)).toBe(expected);
});
