import { expect, test } from 'vitest';
import { filter, fixture, ownedFixtures, read } from '../owned.test-kit.ts';
import type { Owner } from '../owners/owner.ts';
import { cleanRules } from './clean.ts';
import { reapplyText } from './cleaned.ts';

test('a node of OpenShift 3.11 comes out as the file that was asked for', () => {
  const { text, moved, refused, undecided } = cleanRules(read(fixture('openshift-3.11.txt')));
  expect(text).toBe(fixture('openshift-3.11.clean.txt'));
  expect(reapplyText(moved)).toBe(fixture('openshift-3.11.moved.txt'));
  expect([refused, undecided]).toEqual([[], []]);
});

const KEPT: ReadonlySet<string> = new Set(['admin', 'installer']);

/** The rules that a fixture says are to stay or to be moved, without counters, equal neighbours once. */
function adminRules(owners: readonly string[]): readonly string[] {
  return owners
    .filter((line) => KEPT.has(line.slice(0, line.indexOf(' '))))
    .map((line) => line.slice(line.indexOf(' ') + 1))
    .filter((line) => line.startsWith('-A'))
    .filter((line, index, all) => line !== all[index - 1]);
}

test.for(ownedFixtures().filter(({ name }) => name !== 'reached'))(
  '$name: the administrator’s rules are kept or moved, each once, and nothing else',
  ({ text, owners }) => {
    const cleaned = cleanRules(read(text));
    expect(cleaned.refused).toEqual([]);
    const kept = (cleaned.text ?? '').split('\n').filter((line) => line.startsWith('-A'));
    expect([...kept, ...cleaned.moved.map((rule) => rule.text)].sort()).toEqual(
      [...adminRules(owners)].sort(),
    );
    expect(cleanRules(read(cleaned.text ?? '')).text).toBe(cleaned.text);
  },
);

test('chains of unknown ownership, and rules that lean on others’ chains, stop the cleaning', () => {
  const reached = ownedFixtures().find(({ name }) => name === 'reached')?.text ?? '';
  const { text, refused } = cleanRules(read(reached));
  expect(text).toBeUndefined();
  expect(refused.map(({ text, why }) => `${text} | ${why}`)).toMatchInlineSnapshot(`
    [
      ":DOCKER-LATER - | whose the chain DOCKER-LATER is cannot be told: named like a chain of the software that uses DOCKER-, but no version we know has it",
      ":shared - | whose the chain shared is cannot be told: rules of more than one owner jump to it: the administrator, kube-proxy",
      ":f2b-sshd - | whose the chain f2b-sshd is cannot be told: named like a chain of fail2ban, of which we know no more",
      "-A INPUT -p tcp -m multiport --dports 22 -j f2b-sshd | whose the rule is cannot be told: jumps to f2b-sshd, and whose that is cannot be told",
      "-A INPUT -s 192.0.2.9/32 -j DOCKER-USER | the rule is the administrator’s but jumps to DOCKER-USER, a chain of Docker that is not there at boot",
      "-A INPUT -j shared | whose the rule is cannot be told: jumps to shared, and whose that is cannot be told",
      "-A FORWARD -j DOCKER-LATER | whose the rule is cannot be told: jumps to DOCKER-LATER, and whose that is cannot be told",
    ]
  `);
});

test.for<[string, string, string]>([
  [
    'a rule that jumps to Docker’s chain its own way',
    filter(['-A INPUT -j DOCKER-USER'], ['DOCKER-USER']),
    'jumps to DOCKER-USER',
  ],
  [
    'a rule with a condition on the way to Docker’s chain',
    filter(['-A FORWARD -s 10.0.0.0/8 -j DOCKER-USER'], ['DOCKER-USER']),
    'jumps to DOCKER-USER',
  ],
  [
    'a rule in a chain of the administrator’s',
    filter(['-A INPUT -j MINE', '-A MINE -g KUBE-SERVICES'], ['MINE', 'KUBE-SERVICES']),
    'jumps to KUBE-SERVICES',
  ],
  [
    'a set that kube-proxy makes',
    filter(['-A INPUT -m set --match-set KUBE-CLUSTER-IP dst -j ACCEPT']),
    'the set KUBE-CLUSTER-IP',
  ],
  [
    'a network that may be the cluster’s',
    [
      '*nat',
      ':POSTROUTING ACCEPT [0:0]',
      '-A POSTROUTING -s 10.7.0.0/16 -j MASQUERADE',
      '-A POSTROUTING -s 10.8.0.0/16 -j MASQUERADE',
      'COMMIT',
      filter([
        '-A INPUT -i tun0 -m comment --comment "traffic from SDN" -j ACCEPT',
        '-A FORWARD -d 10.7.0.0/16 -j ACCEPT',
        '-A FORWARD -d 10.8.0.0/16 -j ACCEPT',
      ]),
    ].join('\n'),
    '10.7.0.0/16',
  ],
])('%s is refused, and says so', ([, text, why]) => {
  const cleaned = cleanRules(read(text));
  expect(cleaned.text).toBeUndefined();
  expect(cleaned.refused[0]?.why).toContain(why);
});

test('whoever says which network is the cluster’s, and whose a chain is, gets the file', () => {
  const doubtful = [
    '*nat',
    ':POSTROUTING ACCEPT [0:0]',
    '-A POSTROUTING -s 10.7.0.0/16 -j MASQUERADE',
    '-A POSTROUTING -s 10.8.0.0/16 -j MASQUERADE',
    'COMMIT',
    filter(
      [
        '-A INPUT -i tun0 -m comment --comment "traffic from SDN" -j ACCEPT',
        '-A FORWARD -d 10.7.0.0/16 -j ACCEPT',
        '-A FORWARD -d 10.8.0.0/16 -j ACCEPT',
        '-A INPUT -j f2b-sshd',
        '-A f2b-sshd -j RETURN',
      ],
      ['f2b-sshd'],
    ),
  ].join('\n');
  const chains: ReadonlyMap<string, Owner> = new Map([['f2b-sshd', 'admin']]);
  const { text, refused } = cleanRules(read(doubtful), { clusterNetworks: ['10.7.0.0/16'], chains });
  expect(refused).toEqual([]);
  expect(text?.split('\n').filter((line) => line.startsWith('-A'))).toEqual([
    '-A POSTROUTING -s 10.8.0.0/16 -j MASQUERADE',
    '-A FORWARD -d 10.8.0.0/16 -j ACCEPT',
    '-A INPUT -j f2b-sshd',
    '-A f2b-sshd -j RETURN',
  ]);
});

test.for<[string, readonly string[], readonly string[]]>([
  [
    'the second of two equal neighbours goes',
    ['-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT', '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT'],
    ['-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT'],
  ],
  [
    'equal neighbours after what stood between them is gone',
    ['-A INPUT -i lo -j ACCEPT', '-A INPUT -j KUBE-FIREWALL', '-A INPUT -i lo -j ACCEPT'],
    ['-A INPUT -i lo -j ACCEPT'],
  ],
  [
    'equal neighbours but for counters',
    ['[1:60] -A INPUT -i lo -j ACCEPT', '[0:0] -A INPUT -i lo -j ACCEPT'],
    ['-A INPUT -i lo -j ACCEPT'],
  ],
  [
    'what is the same further off stays',
    ['-A INPUT -i lo -j ACCEPT', '-A INPUT -p icmp -j ACCEPT', '-A INPUT -i lo -j ACCEPT'],
    ['-A INPUT -i lo -j ACCEPT', '-A INPUT -p icmp -j ACCEPT', '-A INPUT -i lo -j ACCEPT'],
  ],
  [
    'two limits are not one',
    [
      '-A INPUT -p icmp -m limit --limit 1/sec -j ACCEPT',
      '-A INPUT -p icmp -m limit --limit 1/sec -j ACCEPT',
    ],
    [
      '-A INPUT -p icmp -m limit --limit 1/sec -j ACCEPT',
      '-A INPUT -p icmp -m limit --limit 1/sec -j ACCEPT',
    ],
  ],
  ['two LOGs are not one', ['-A INPUT -j LOG', '-A INPUT -j LOG'], ['-A INPUT -j LOG', '-A INPUT -j LOG']],
  [
    'quoting stays as it was',
    ['-A INPUT -m comment --comment "a \\"b\\" \'c\'" -j ACCEPT'],
    ['-A INPUT -m comment --comment "a \\"b\\" \'c\'" -j ACCEPT'],
  ],
])('%s', ([, rules, kept]) => {
  const text = cleanRules(read(filter(rules, ['KUBE-FIREWALL']))).text ?? '';
  expect(text.split('\n').filter((line) => line.startsWith('-A'))).toEqual(kept);
});

test('comments, blank lines, counters and the ways of writing a file by hand', () => {
  const text = [
    '# sample configuration for iptables service',
    '# Generated by iptables-nft-save v1.8.9 (nf_tables) on Tue Sep  4 10:11:12 2018',
    '',
    '',
    '*filter',
    ':INPUT ACCEPT [12:3456]',
    ':FORWARD DROP [1:2]',
    ':OUTPUT ACCEPT',
    '# let me in',
    '',
    '[9:540] -A INPUT -p tcp --dport 22 -j ACCEPT',
    'COMMIT',
    '# Completed on Tue Sep  4 10:11:12 2018',
    '*nat',
    ':PREROUTING ACCEPT [0:0]',
    '# of no use',
    'COMMIT',
    '',
  ].join('\n');
  const cleaned = cleanRules(read(text));
  expect(cleaned.text).toBe(
    [
      '# sample configuration for iptables service',
      '',
      '*filter',
      ':INPUT ACCEPT [0:0]',
      ':FORWARD DROP [0:0]',
      ':OUTPUT ACCEPT [0:0]',
      '# let me in',
      '',
      '-A INPUT -p tcp --dport 22 -j ACCEPT',
      'COMMIT',
      '# of no use',
      '',
    ].join('\n'),
  );
  expect(cleaned.undecided).toEqual([expect.objectContaining({ line: 7, text: ':FORWARD DROP' })]);
  expect(cleaned.dropped).toEqual([expect.objectContaining({ kind: 'table', line: 14, text: '*nat' })]);
});

test.for<[string, string, string]>([
  [
    'a table with only a policy of the administrator’s stays',
    '*mangle\n:PREROUTING DROP [0:0]\nCOMMIT\n',
    '*mangle\n:PREROUTING DROP [0:0]\nCOMMIT\n',
  ],
  ['a table of which nothing is left goes', '*nat\n:PREROUTING ACCEPT [0:0]\n:DOCKER - [0:0]\nCOMMIT\n', ''],
  [
    'an empty chain of the administrator’s stays',
    '*nat\n:PREROUTING ACCEPT [0:0]\n:MINE - [0:0]\nCOMMIT\n',
    '*nat\n:PREROUTING ACCEPT [0:0]\n:MINE - [0:0]\nCOMMIT\n',
  ],
  [
    'an empty chain that nobody reaches, named like a program’s, goes',
    '*mangle\n:INPUT ACCEPT [0:0]\n:KUBE-NEW-CANARY - [0:0]\nCOMMIT\n',
    '',
  ],
  ['nothing stays nothing', '', ''],
])('%s', ([, text, expected]) => {
  expect(cleanRules(read(text)).text).toBe(expected);
});

test('a table that iptables could not show is told, and the line that says so stays', () => {
  const text = `${filter([], [])}# Table \`nat' is incompatible, use 'nft' tool.\n`;
  const cleaned = cleanRules(read(text));
  expect(cleaned.text).toContain("# Table `nat' is incompatible");
  expect(cleaned.undecided).toMatchObject([
    { table: 'nat', why: expect.stringContaining('what it held cannot be told') },
  ]);
  expect(cleanRules(read(cleaned.text ?? ''))).toMatchObject({
    text: cleaned.text,
    undecided: [{ table: 'nat' }],
  });
});
