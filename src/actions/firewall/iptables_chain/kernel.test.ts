import { expect, test } from 'vitest';
import { withDefaults } from '../../defaults.test-kit.ts';
import { KERNELS } from '../kernel-rules/kernel.test-kit.ts';
import { changeOf, decideOn, inTurn, undoOf } from '../kernel-rules/round-trip.test-kit.ts';
import { iptablesChain as bareIptablesChain } from './action.ts';

const iptablesChain = withDefaults(bareIptablesChain);

const NODE = `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:DOCKER-USER - [0:0]
:OPENSHIFT-ADMIN-OUTPUT-RULES - [0:0]
-A FORWARD -j DOCKER-USER
-A FORWARD -i tun0 ! -o tun0 -m comment --comment "administrator overrides" -j OPENSHIFT-ADMIN-OUTPUT-RULES
-A DOCKER-USER -s 10.0.0.0/8 -j DROP
-A DOCKER-USER -j RETURN
COMMIT
`;

const CASES = [
  [
    'ipv4',
    'OPENSHIFT-ADMIN-OUTPUT-RULES',
    [
      '-d 169.254.169.254 -j REJECT',
      '-p tcp -d 203.0.113.0/24 --dport 25 -m limit --limit 60/minute -j LOG --log-level info',
    ],
  ],
  [
    'ipv4',
    'DOCKER-USER',
    ['-p udp --dport domain -j ACCEPT', '-s 10.0.0.0/255.0.0.0 -j DROP', '-p icmp --icmp-type ping -j DROP'],
  ],
  [
    'ipv4',
    'MINE',
    [
      '-p tcp -m multiport --dports 443,80 -m state --state ESTABLISHED,NEW -j ACCEPT',
      '-j MARK --set-mark 3',
    ],
  ],
  [
    'ipv6',
    'MINE',
    ['-p icmpv6 --icmpv6-type echo-request -j ACCEPT', '-s 2001:DB8::1 -p tcp --dport 22 -j REJECT'],
  ],
] as const;

test.for(KERNELS.flatMap((backend) => CASES.map((each) => [backend, ...each] as const)))(
  '%s, %s, %s: done, nothing more is wanted, and undone to the letter',
  ([backend, family, chain, rules]) => {
    const kernel = { backend, family, shell: 'sh' };
    const node = family === 'ipv6' ? NODE.replaceAll(/^-A DOCKER-USER -s.*\n/gm, '') : NODE;
    const params = {
      chain,
      rules,
      create: chain === 'MINE',
      table: chain === 'MINE' && family === 'ipv4' ? 'mangle' : 'filter',
    };
    const text = params.table === 'mangle' ? `${node}*mangle\n:PREROUTING ACCEPT\nCOMMIT\n` : node;
    const [before = ''] = inTurn(kernel, text, []);
    const change = changeOf(decideOn(kernel, before, iptablesChain, params));
    const [again, after = '', undone] = inTurn(kernel, text, [change.apply, undoOf(change)]);
    expect(again).toBe(before);
    expect(decideOn(kernel, after, iptablesChain, params)).toMatchObject({ kind: 'satisfied' });
    expect(undone).toBe(before);
  },
);

test.runIf(KERNELS.length === 0)('no kernel is tried here: see the reason above', ({ skip }) =>
  skip('no iptables'),
);
