import { expect, test } from 'vitest';
import { plainNetwork } from './address.ts';

test.for<readonly [string, string]>([
  ['10.1.2.3', '10.1.2.3/32'],
  ['10.1.2.3/8', '10.0.0.0/255.0.0.0'],
  ['10.1.2.3/20', '10.1.0.0/255.255.240.0'],
  ['0.0.0.0/0', '1.2.3.4/0'],
  ['2001:db8::1', '2001:0DB8:0:0:0:0:0:1/128'],
  ['2001:db8:ffff::/33', '2001:db8:8000::/33'],
  ['::ffff:10.0.0.1', '::ffff:a00:1'],
  ['fe80::/10', 'FE80::1/ffc0::'],
  ['::/0', '0.0.0.0/0'],
])('%s is %s', ([a, b]) => {
  expect(plainNetwork(a)).toBeDefined();
  expect(plainNetwork(a)).toBe(plainNetwork(b));
});

test.for<readonly [string, string]>([
  ['10.0.0.0/8', '10.0.0.0/9'],
  ['10.0.0.0', '10.0.0.0/8'],
  ['::a', '::b'],
  ['10.0.0.1/255.0.0.255', '10.0.0.1'],
])('%s is not %s', ([a, b]) => {
  expect(plainNetwork(a)).not.toBe(plainNetwork(b));
});

test.for([
  '',
  'gate',
  '10.0.0',
  '10.0.0.256',
  '10.0.0.1/33',
  '::1/129',
  ':::',
  '1:2:3',
  '1::2::3',
  '10.0.0.1/ffff::',
  '::g',
])('%s is no address', (text) => {
  expect(plainNetwork(text)).toBeUndefined();
});
