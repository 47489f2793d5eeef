import { expect, test } from 'vitest';
import { readRules } from '../text/read.ts';
import type { Rule } from '../text/rules.ts';
import { ruleKey } from './same-rule.ts';

function rulesOf(...lines: readonly string[]): readonly Rule[] {
  const text = `*filter\n:U - [0:0]\n${lines.map((line) => `${line}\n`).join('')}COMMIT\n`;
  return readRules(text, 'rules').value?.tables[0]?.rules ?? [];
}

function same(left: string, right: string): boolean | undefined {
  const [a, b] = rulesOf(left, right);
  if (a === undefined || b === undefined) return undefined;
  return a.table === b.table && a.chain === b.chain && ruleKey(a) === ruleKey(b);
}

test.for([
  ['[1:2] -A U -j ACCEPT', '-A U -j ACCEPT'],
  ['-A U -c 1 2 -j ACCEPT', '-A U -j ACCEPT'],
  ['-A U -s 192.0.2.1/32', '-A U --source 192.0.2.1'],
  ['-A U -s 192.0.2.1/255.255.255.255', '-A U --src 192.0.2.1'],
  ['-A U -d 2001:DB8::1/128', '-A U --dst 2001:db8::1'],
  ['-A U --destination 192.0.2.1,192.0.2.2/32', '-A U -d 192.0.2.1/32,192.0.2.2'],
  [
    '-A U -p tcp -m tcp --dport 22 -j ACCEPT',
    '--append U --protocol TCP --match tcp --destination-port 22 --jump ACCEPT',
  ],
  ['-A U -i eth0 -s 192.0.2.1 -p tcp', '-A U -p tcp -s 192.0.2.1 -i eth0'],
  ['-A U -m comment --comment "a" -j V', '-A U -m comment --comment a -j V'],
  ['-A U -m comment --comm "a b" -g V', '-A U -m comment --comment="a b" --goto=V'],
] as const)('%s is the same as %s', ([left, right]) => {
  expect(same(left, right)).toBe(true);
  expect(same(right, left)).toBe(true);
});

test.for([
  ['-A U -j ACCEPT', '-A INPUT -j ACCEPT'],
  ['-A U -j V', '-A U -g V'],
  ['-A U -s 192.0.2.1', '-A U -d 192.0.2.1'],
  ['-A U -s 192.0.2.1', '-A U ! -s 192.0.2.1'],
  ['-A U -s 192.0.2.0/24', '-A U -s 192.0.2.0/32'],
  ['-A U -s 2001:db8::/32', '-A U -s 2001:db8::'],
  ['-A U -m state --state NEW', '-A U -m conntrack --ctstate NEW'],
  ['-A U -p tcp --dport 22', '-A U -p tcp -m tcp --dport 22'],
  ['-A U -m limit --limit 1/sec -m mark --mark 1', '-A U -m mark --mark 1 -m limit --limit 1/sec'],
  ['-A U -m comment --comment "a b"', '-A U -m comment --comment "a  b"'],
  ['-A U -m comment --comment "-j" -j V', '-A U -m comment --comment "-j V"'],
  ['-A U -i ETH0', '-A U -i eth0'],
  ['-A U --proto esp -m policy --dir in --pol ipsec', '-A U -m policy --dir in --pol ipsec --proto esp'],
  ['-A U -j LOG', '-A U -j LOG --log-uid'],
] as const)('%s is not the same as %s', ([left, right]) => {
  expect(same(left, right)).toBe(false);
});
