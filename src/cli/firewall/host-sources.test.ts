import { expect, test } from 'vitest';
import { differenceOfRules } from '../../firewall/difference/difference.ts';
import { savedAndLive } from './host-sources.ts';
import { understand } from './sources.ts';

const SAVED = '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\nCOMMIT\n';
const LEFT = '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -s 203.0.113.9/32 -j DROP\nCOMMIT\n';
const EMPTY = '*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n';

/** The pairs that are compared, by their names, and how many rules are missing and more. */
function compared(nft: string, legacy: string) {
  const live = [
    {
      ...understand({ name: 'n:iptables-legacy-save', text: legacy }),
      program: 'iptables-legacy-save',
      usual: false,
    },
    { ...understand({ name: 'n:iptables-nft-save', text: nft }), program: 'iptables-nft-save', usual: true },
  ];
  const saved = [understand({ name: 'n:/etc/sysconfig/iptables', text: SAVED })];
  return savedAndLive({ host: 'n', saved, live, gaps: [] }).map(([before, after]) => {
    if (before.rules === undefined || after.rules === undefined) throw new Error('unreadable');
    const changes = differenceOfRules(before.rules, after.rules)
      .flatMap(({ chains }) => chains)
      .flatMap(({ rules }) => rules.map(({ kind }) => kind))
      .filter((kind) => kind !== 'kept');
    return [before.name, after.name, ...changes];
  });
}

test.for<readonly [string, string, string, readonly (readonly string[])[]]>([
  ['nothing in the other', SAVED, EMPTY, [['n:/etc/sysconfig/iptables', 'n:iptables-nft-save']]],
  [
    'a rule left over in the other',
    SAVED,
    LEFT,
    [
      ['n:/etc/sysconfig/iptables', 'n:iptables-nft-save'],
      ['n: in no file', 'n:iptables-legacy-save', 'added'],
    ],
  ],
  [
    'the one flushed, and the other left over',
    EMPTY,
    LEFT,
    [
      ['n:/etc/sysconfig/iptables', 'n:iptables-nft-save', 'removed'],
      ['n: in no file', 'n:iptables-legacy-save', 'added'],
    ],
  ],
  [
    'only a program’s rules in the other',
    SAVED,
    '*nat\n:DOCKER - [0:0]\n-A DOCKER -i docker0 -j RETURN\nCOMMIT\n',
    [['n:/etc/sysconfig/iptables', 'n:iptables-nft-save']],
  ],
])('a file is compared with the backend that loads it: %s', ([, nft, legacy, pairs]) => {
  expect(compared(nft, legacy)).toEqual(pairs);
});
