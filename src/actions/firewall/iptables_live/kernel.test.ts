import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rounds } from '../../../../test/rounds.ts';
import type { JsonObject } from '../../../model/values/json.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import { KERNELS } from '../kernel-rules/kernel.test-kit.ts';
import { changeOf, decideOn, inTurn, type Kernel, undoOf } from '../kernel-rules/round-trip.test-kit.ts';
import { iptablesLive as bareIptablesLive } from './action.ts';
import { CLEAN, fileSaid, NODE } from './node.test-kit.ts';

const iptablesLive = withDefaults(bareIptablesLive);

/** Lines that are neither the administrator's nor the installer's. */
function others(saved: string): readonly string[] {
  const own = new Set(CLEAN.split('\n'));
  return saved.split('\n').filter((line) => /docker|DOCKER|KUBE|OPENSHIFT/.test(line) && !own.has(line));
}

function roundTrip(kernel: Kernel, node: string, params: JsonObject, file: string | undefined): void {
  const answers = file === undefined ? [] : [fileSaid(file)];
  const [before = ''] = inTurn(kernel, node, []);
  const decision = decideOn(kernel, before, iptablesLive, params, answers);
  if (decision.kind === 'satisfied') return;
  const change = changeOf(decision);
  const [again, after = '', undone] = inTurn(kernel, node, [change.apply, undoOf(change)]);
  expect(again).toBe(before);
  expect(decideOn(kernel, after, iptablesLive, params, answers)).toMatchObject({ kind: 'satisfied' });
  expect(others(after)).toEqual(others(before));
  expect(inForce(undone)).toBe(inForce(before));
}

/** nft keeps a table that it has once made: without rules it is as good as none. */
function inForce(saved = ''): string {
  return saved.replace(/^\*\w+\n(?::\w+ ACCEPT\n)*COMMIT\n/gm, '');
}

const lines = CLEAN.split('\n').filter((line) => line.startsWith('-A '));
const extra = [
  '-A INPUT -p tcp --dport 9100 -s 192.0.2.0/24 -j ACCEPT',
  '-A INPUT -p udp --dport ntp -m comment --comment "time" -j ACCEPT',
  '-A OS_FIREWALL_ALLOW -p tcp -m state --state NEW --dport 10256 -j ACCEPT',
  '-A FORWARD -s 198.51.100.0/24 -j DROP',
];
const fileWith = (rules: readonly string[]) =>
  `*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:OS_FIREWALL_ALLOW - [0:0]\n${rules.map((rule) => `${rule}\n`).join('')}COMMIT\n`;

test.for(KERNELS)(
  '%s: any file is brought into a running node, others are not touched, and it goes back to the letter',
  (backend) => {
    const kernel = { backend, family: 'ipv4', shell: 'sh' } as const;
    const rules = fc
      .tuple(fc.shuffledSubarray(lines, { minLength: 4 }), fc.shuffledSubarray(extra), fc.boolean())
      .map(([old, more, remove]) => ({ file: fileWith([...more, ...old]), remove }));
    fc.assert(
      fc.property(rules, ({ file, remove }) => {
        roundTrip(kernel, NODE, { from_file: '/etc/sysconfig/iptables', remove_unwanted: remove }, file);
      }),
      { numRuns: rounds(6) },
    );
  },
);

test.for(KERNELS)('%s: into a kernel without any rule', (backend) => {
  const kernel = { backend, family: 'ipv4', shell: 'sh' } as const;
  roundTrip(kernel, '*filter\nCOMMIT\n', { from_file: '/etc/sysconfig/iptables' }, CLEAN);
});

test.for(KERNELS)('%s: IPv6', (backend) => {
  const kernel = { backend, family: 'ipv6', shell: 'sh' } as const;
  const rules = {
    MONITORING: ['-s 2001:db8::7 -j ACCEPT'],
    INPUT: [
      '-p icmpv6 -j ACCEPT',
      '-p tcp --dport 9100 -j MONITORING',
      '-j REJECT --reject-with icmp6-adm-prohibited',
    ],
  };
  roundTrip(kernel, '*filter\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n', { rules }, undefined);
});

test.runIf(KERNELS.length === 0)('no kernel is tried here: see the reason above', ({ skip }) =>
  skip('no iptables'),
);
