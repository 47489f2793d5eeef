import { describe, expect, test } from 'vitest';
import { asTold, NODE_RULES } from '../../../probes/rules/node.fixture.ts';
import { NO_CONTEXT, said } from '../../../probes/said.test-kit.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import { firewallProbe as bareFirewallProbe } from './action.ts';

const firewallProbe = withDefaults(bareFirewallProbe);

const RUNNING =
  'docker\naaaaaaaaaaaaaaaa 2018-09-04T10:00:00Z /web\nbbbbbbbbbbbbbbbb 2018-09-04T10:01:00Z /db\n';

/** What the probe says when the rules, or the containers, went from one text to another. */
function compare(rules: string, containers = RUNNING) {
  const before = [said(asTold(NODE_RULES)), said(RUNNING)];
  const now = [said(asTold(rules)), said(containers)];
  return firewallProbe.plan({ unchanged: true, containers: 'unchanged' }, now, {
    ...NO_CONTEXT,
    baseline: before,
  });
}

const without = (text: string) =>
  NODE_RULES.split('\n')
    .filter((line) => !line.includes(text))
    .join('\n');
const swapped = (a: string, b: string) => NODE_RULES.replace(a, '@').replace(b, a).replace('@', b);

describe('as before', () => {
  test.for<readonly [string, string, readonly string[]]>([
    ['nothing changed', NODE_RULES, []],
    ['counters', NODE_RULES.replace('[12:720]', '[99:9999]').replace('[5:300] ', ''), []],
    [
      "the order of Docker's rules",
      swapped(
        '--dport 8080 -j DNAT --to-destination 172.17.0.2:80',
        '--dport 8081 -j DNAT --to-destination 172.17.0.3:80',
      ),
      [],
    ],
    [
      'a service came',
      NODE_RULES.replace(':KUBE-SERVICES', ':KUBE-SVC-DDDDDDDDDDDDDDDD - [0:0]\n:KUBE-SERVICES'),
      ['1 chains more, 0 chains fewer'],
    ],
    ['a service of two went', without('KUBE-SVC-EEEEEEEEEEEEEEEE'), ['0 chains more, 1 chains fewer']],
    ['an endpoint went', without('KUBE-SEP-AAAAAAAAAAAAAAAA'), []],
    [
      'a service without endpoints',
      NODE_RULES.replace(
        '-A KUBE-SERVICES -m',
        '-A KUBE-SERVICES -d 172.30.9.9/32 -j REJECT\n-A KUBE-SERVICES -m',
      ),
      [],
    ],
    [
      'an empty table more',
      `${NODE_RULES}*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n`,
      [],
    ],
  ])('%s', ([, rules, messages]) => {
    expect(compare(rules)).toMatchObject({
      kind: 'satisfied',
      messages: messages.map((text) => ({ severity: 'info', text: expect.stringContaining(text) })),
    });
  });
});

describe('not as before', () => {
  test.for<readonly [string, string]>([
    [
      'lost in nat DOCKER: ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80',
      without('--dport 8080'),
    ],
    ['lost in nat POSTROUTING: -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE', without('MASQUERADE')],
    [
      'lost in filter OS_FIREWALL_ALLOW: -p tcp -m state --state NEW -m tcp --dport 10250 -j ACCEPT',
      without('--dport 10250'),
    ],
    [
      'lost in filter INPUT: -p tcp -m state --state NEW -m tcp --dport 22 -j ACCEPT; new in filter INPUT: -p tcp -m state --state NEW -m tcp --dport 22 -j DROP',
      NODE_RULES.replace('--dport 22 -j ACCEPT', '--dport 22 -j DROP'),
    ],
    [
      'the policy of filter FORWARD went from DROP to ACCEPT',
      NODE_RULES.replace(':FORWARD DROP', ':FORWARD ACCEPT'),
    ],
    [
      'moved in filter INPUT: -j REJECT --reject-with icmp-host-prohibited',
      swapped('-A INPUT -j OS_FIREWALL_ALLOW', '-A INPUT -j REJECT --reject-with icmp-host-prohibited'),
    ],
    [
      'new in filter INPUT: -j OS_FIREWALL_ALLOW',
      NODE_RULES.replace(
        '-A INPUT -j OS_FIREWALL_ALLOW\n',
        '-A INPUT -j OS_FIREWALL_ALLOW\n-A INPUT -j OS_FIREWALL_ALLOW\n',
      ),
    ],
    [
      'lost in filter INPUT: -m comment --comment "firewall overrides" -j OPENSHIFT-FIREWALL-ALLOW; the chain filter OPENSHIFT-FIREWALL-ALLOW is gone; lost in filter OPENSHIFT-FIREWALL-ALLOW: -p udp -m udp --dport 4789 -m comment --comment "VXLAN [0:0]" -j ACCEPT',
      without('OPENSHIFT-FIREWALL-ALLOW'),
    ],
    [
      'the chain filter NEW is new',
      NODE_RULES.replace('*filter\n', '*filter\n:NEW - [0:0]\n-A NEW -j DROP\n'),
    ],
    ['the chain raw OUTPUT is new', `${NODE_RULES}*raw\n:OUTPUT DROP [0:0]\nCOMMIT\n`],
    ['lost in nat PREROUTING', without('KUBE-S')],
    [
      'all 2 chains of Kubernetes services are gone',
      NODE_RULES.split('\n')
        .filter((line) => !/KUBE-(SEP|SVC)/.test(line))
        .join('\n'),
    ],
  ])('%s', ([why, rules]) => {
    expect(compare(rules)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining(why),
      hint: expect.any(String),
    });
  });

  test('a flush names the first rules and counts the others', () => {
    const flushed = NODE_RULES.split('\n')
      .filter((line) => !line.includes('-A '))
      .join('\n');
    expect(compare(flushed)).toMatchObject({ why: expect.stringMatching(/; and \d+ more$/) });
  });
});

describe('containers', () => {
  test.for([
    ['docker\nbbbbbbbbbbbbbbbb 2018-09-04T10:01:00Z /db\n', 'the container web (aaaaaaaaaaaa) is gone'],
    [
      RUNNING.replace('10:01:00', '11:30:00'),
      'the container db (bbbbbbbbbbbb) was started again at 2018-09-04T11:30:00Z',
    ],
    ['docker\n', 'the container web (aaaaaaaaaaaa) is gone; the container db (bbbbbbbbbbbb) is gone'],
    ['none\n', 'is gone'],
    ['down\n', 'the running containers are not known: docker gave no answer'],
  ] as const)('%j: %s', ([containers, why]) => {
    expect(compare(NODE_RULES, containers)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining(why),
    });
  });

  test('a new one is only told', () => {
    expect(compare(NODE_RULES, `${RUNNING}cccccccccccccccc 2018-09-04T12:00:00Z /job\n`)).toMatchObject({
      kind: 'satisfied',
      messages: [{ text: 'the container job (cccccccccccc) is new' }],
    });
  });

  test('are left out when any will do', () => {
    expect(firewallProbe.observe({})).toMatchObject([{ argv: ['rr_firewall'] }]);
    expect(firewallProbe.observe({})).toHaveLength(1);
    expect(firewallProbe.plan({}, [said(asTold(NODE_RULES))], NO_CONTEXT).kind).toBe('satisfied');
  });
});

test('without a look from before, this is the first', () => {
  expect(
    firewallProbe.plan({ containers: 'unchanged' }, [said(asTold(NODE_RULES)), said(RUNNING)], NO_CONTEXT),
  ).toMatchObject({
    kind: 'satisfied',
    result: { chains: 11, rules: 14, containers: 2 },
    messages: [{ text: 'there is nothing to compare with yet' }],
  });
});

test('only the containers, when the rules may change', () => {
  const baseline = [said(asTold(NODE_RULES)), said(RUNNING)];
  const now = [said(asTold(without('MASQUERADE'))), said(RUNNING)];
  expect(
    firewallProbe.plan({ unchanged: false, containers: 'unchanged' }, now, { ...NO_CONTEXT, baseline }).kind,
  ).toBe('satisfied');
});

test('IPv6 and both kinds of iptables are told apart', () => {
  const all = (rules: string) =>
    said(
      ['iptables-legacy-save', 'iptables-nft-save', 'ip6tables-nft-save']
        .map((program) => asTold(program.startsWith('ip6') ? rules : NODE_RULES, program))
        .join(''),
    );
  const now = firewallProbe.plan({}, [all(without('MASQUERADE'))], {
    ...NO_CONTEXT,
    baseline: [all(NODE_RULES)],
  });
  expect(now).toMatchObject({
    why: 'lost in IPv6 nat POSTROUTING (nft): -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE',
  });
});

test.for([
  [
    '=iptables-save\n=end 1\n',
    0,
    'the rules in the kernel are not known: iptables-save ended with exit code 1',
  ],
  ['', 124, 'the rules in the kernel are not known: it took too long'],
] as const)('%j is no answer', ([text, code, why]) => {
  expect(firewallProbe.plan({}, [said(text, code)], NO_CONTEXT)).toMatchObject({ kind: 'refused', why });
});

test('a host without iptables has no rules to lose', () => {
  expect(firewallProbe.plan({}, [said('')], { ...NO_CONTEXT, baseline: [said('')] })).toMatchObject({
    kind: 'satisfied',
  });
});

test.for<readonly [was: string, is: string, policies: 'kept' | 'any', kind: string]>([
  ['DROP', 'ACCEPT', 'kept', 'refused'],
  ['DROP', 'ACCEPT', 'any', 'satisfied'],
  ['DROP', 'DROP', 'kept', 'satisfied'],
  ['ACCEPT', 'DROP', 'kept', 'satisfied'],
])('FORWARD went from %s to %s, policies %s: %s', ([was, is, policies, kind]) => {
  const rules = (policy: string) => said(asTold(NODE_RULES.replace(/:FORWARD [A-Z]+/, `:FORWARD ${policy}`)));
  const context = { ...NO_CONTEXT, baseline: [rules(was)] };
  expect(firewallProbe.plan({ unchanged: false, policies }, [rules(is)], context)).toMatchObject({
    kind,
    ...(kind === 'refused'
      ? { why: expect.stringMatching(/^the policy of .*FORWARD.* went from DROP to ACCEPT$/) }
      : {}),
  });
});

test('a table that is not there any more lets through what its policy refused', () => {
  const rules = (text: string) => said(asTold(text));
  const before = rules(NODE_RULES.replace(/:FORWARD [A-Z]+/, ':FORWARD DROP'));
  const gone = rules(NODE_RULES.replace(/^\*filter[\s\S]*?^COMMIT\n/m, ''));
  expect(
    firewallProbe.plan({ unchanged: false, policies: 'kept' }, [gone], { ...NO_CONTEXT, baseline: [before] })
      .kind,
  ).toBe('refused');
});
