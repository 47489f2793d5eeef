import { expect, test } from 'vitest';
import { filter, read } from '../owned.test-kit.ts';
import { matches, readShape } from './shape.ts';
import { termsOf } from './terms.ts';

test.for<[string, string, boolean]>([
  ['-s {net} ! -o {bridge} -j MASQUERADE', '-s 10.0.0.0/8 ! -o docker0 -j MASQUERADE', true],
  [
    '-s {net} ! -o {bridge} -j MASQUERADE',
    '! --out-interface docker0 --source 10.0.0.0/8 --jump MASQUERADE',
    true,
  ],
  ['-s {net} ! -o {bridge} -j MASQUERADE', '-s 10.0.0.0/8 -o docker0 -j MASQUERADE', false],
  ['-s {net} ! -o {bridge} -j MASQUERADE', '-s 10.0.0.0/8 ! -o docker0 -p tcp -j MASQUERADE', false],
  ['-s {net} ! -o {bridge} -j MASQUERADE', '! -o docker0 -j MASQUERADE', false],
  ['-i {bridge} -o {bridge} -j ACCEPT', '-i br-a -o br-a -j ACCEPT', true],
  ['-i {bridge} -o {bridge} -j ACCEPT', '-i br-a -o br-b -j ACCEPT', false],
  ['-i {bridge} -o {bridge2} -j ACCEPT', '-i br-a -o br-b -j ACCEPT', true],
  ['-j ACCEPT', '-g ACCEPT', false],
  ['--ctstate ESTABLISHED,RELATED -j ACCEPT', '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT', true],
  ['--ctstate ESTABLISHED,RELATED -j ACCEPT', '-m state --state RELATED,ESTABLISHED -j ACCEPT', true],
  ['--ctstate NEW -j ACCEPT', '-m state ! --state NEW -j ACCEPT', false],
  ['-s 10.1.0.0/16 -j ACCEPT', '-s 10.1.0.0/255.255.0.0 -j ACCEPT', true],
  ['-d 10.0.0.1 -j ACCEPT', '-d 10.0.0.1/255.255.255.255 -j ACCEPT', true],
  ['-p udp -j ACCEPT', '-p 17 -j ACCEPT', true],
  ['-d {host} -j ACCEPT', '-d 10.0.0.1/32 -j ACCEPT', true],
  ['-d 10.0.0.1 -j ACCEPT', '-d 10.0.0.1/32 -j ACCEPT', true],
  ['--match-set {set} dst -j DROP', '-m set --match-set a dst -j DROP', true],
  ['--match-set {set} dst -j DROP', '-m set --match-set a src -j DROP', false],
  ['-j DROP', '-m limit -j DROP', false],
  ['-j DROP', '-m comment --comment "-p tcp" -j DROP', true],
])('%s against %s: %s', ([shape, rule, expected]) => {
  const [found] = read(filter([`-A FORWARD ${rule}`])).tables[0]?.rules ?? [];
  if (found === undefined) throw new Error('no rule');
  expect(matches(readShape(shape), termsOf(found), () => true)).toBe(expected);
});
