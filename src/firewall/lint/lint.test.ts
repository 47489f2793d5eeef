import { expect, test } from 'vitest';
import { filter, fixture, ownedFixtures, read } from '../owned.test-kit.ts';
import { LINT_RULES, lintRules } from './lint.ts';

const SSH = '-A INPUT -p tcp -m state --state NEW -m tcp --dport 22 -j ACCEPT';
const END = '-A INPUT -j REJECT --reject-with icmp-host-prohibited';

test('every rule has a number of its own, in order, and says why and what to do', () => {
  const ids = LINT_RULES.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
  for (const { title, why, fix } of LINT_RULES) {
    for (const text of [title, why, fix]) expect(text).toMatch(/^.{10,}[^.]$/);
  }
});

/** `line id`, for the findings of a text. */
function found(text: string, sshPort?: number): readonly string[] {
  return lintRules(read(text), sshPort === undefined ? {} : { sshPort }).map(
    ({ line, id }) => `${line} ${id}`,
  );
}

// Line 1 is `*filter`; the three built-in chains are 2 to 4.
test.for<[string, string, readonly string[]]>([
  ['a plain file', filter([SSH, END]), []],
  [
    'Docker’s chain and jump',
    filter([SSH, '-A FORWARD -j DOCKER-ISOLATION', END], ['DOCKER-ISOLATION']),
    ['5 FW001', '7 FW001'],
  ],
  [
    'kube-proxy’s chain and rule',
    filter([SSH, '-A KUBE-FORWARD -j ACCEPT'], ['KUBE-FORWARD']),
    ['5 FW002', '7 FW002'],
  ],
  ['an undeclared chain', filter([SSH, '-A INPUT -j NOWHERE']), ['6 FW003']],
  ['an extension is no chain', filter([SSH, '-A INPUT -j LOG', '-A INPUT -p tcp -j TARPIT']), []],
  ['no line end at the end', filter([SSH]).trimEnd(), ['6 FW004']],
  ['FORWARD DROP', filter([SSH]).replace('FORWARD ACCEPT', 'FORWARD DROP'), ['3 FW005']],
  ['OS_FIREWALL_ALLOW without a jump', filter([SSH, END], ['OS_FIREWALL_ALLOW']), ['5 FW006']],
  [
    'OS_FIREWALL_ALLOW behind the end',
    filter([SSH, END, '-A INPUT -j OS_FIREWALL_ALLOW'], ['OS_FIREWALL_ALLOW']),
    ['8 FW006', '8 FW017'],
  ],
  [
    'OS_FIREWALL_ALLOW where it belongs',
    filter([SSH, '-A INPUT -j OS_FIREWALL_ALLOW', END], ['OS_FIREWALL_ALLOW']),
    [],
  ],
  ['the same rule twice', filter([SSH, '-A INPUT -i lo -j ACCEPT', SSH]), ['7 FW007']],
  ['a comment that begins with a dash', filter([`${SSH} -m comment --comment "- let it in"`]), ['5 FW019']],
  [
    'a table that iptables could not show',
    `${filter([SSH])}# Table \`nat' is incompatible, use 'nft' tool.\n`,
    ['7 FW020'],
  ],
  [
    'a table that it could not show whole',
    `# Table \`nat' contains incompatible base-chains, use 'nft' tool to list them.\n${filter([SSH])}`,
    ['1 FW020'],
  ],
  ['a comment of somebody’s about a table', `# The table nat is incompatible with us\n${filter([SSH])}`, []],
  ['a comment -t', filter([`${SSH} -m comment --comment -t`]), ['5 FW019']],
  ['a comment --tab', filter([`${SSH} -m comment --comment --tab`]), ['5 FW019']],
  ['a match without a space', filter(['-A INPUT -mstate --state NEW -j ACCEPT', SSH]), ['5 FW019']],
  ['dashes that nobody takes for -t', filter([`${SSH} -m comment --comment "--ttl -t"`]), []],
  ['counters', filter([`[3:180] ${SSH}`]), ['5 FW009']],
  ['an own rule about containers', filter([SSH, '-A FORWARD -i eth0 -o docker0 -j DROP']), ['6 FW010']],
  [
    'an own rule about pods',
    filter([SSH, '-A FORWARD -i tun0 -d 192.0.2.1/32 -j DROP'], ['OS_FIREWALL_ALLOW']),
    ['5 FW006', '7 FW010'],
  ],
  ['OpenVPN calls its interface tun0 too', filter([SSH, '-A FORWARD -i tun0 -d 192.0.2.1/32 -j DROP']), []],
  ['lbr0 is nobody else’s', filter([SSH, '-A FORWARD -i lbr0 -d 192.0.2.1/32 -j DROP']), ['6 FW010']],
  ['libvirt', filter([SSH, '-A INPUT -i virbr0 -p udp -m udp --dport 53 -j ACCEPT']), ['6 FW011']],
  [
    'content of DOCKER-USER',
    filter([SSH, '-A DOCKER-USER -s 192.0.2.1/32 -j DROP'], ['DOCKER-USER']),
    ['5 FW001', '7 FW012'],
  ],
  ['leaning on Docker', filter([SSH, '-A INPUT -j DOCKER-USER'], ['DOCKER-USER']), ['5 FW001', '7 FW013']],
  ['a set', filter([SSH, '-A INPUT -m set --match-set mine src -j DROP']), ['6 FW014']],
  ['an unknown chain', filter([SSH, '-A INPUT -j f2b-sshd'], ['f2b-sshd']), ['5 FW015', '7 FW015']],
  ['a bare table', `*nat\n:PREROUTING ACCEPT [0:0]\nCOMMIT\n${filter([SSH])}`, ['1 FW016']],
  ['a rule behind the end', filter([SSH, END, '-A INPUT -p icmp -j ACCEPT']), ['7 FW017']],
  [
    'an addition to Docker’s chain',
    filter([SSH, '-A DOCKER -m comment --comment mine -j DROP'], ['DOCKER']),
    ['5 FW001', '7 FW001', '7 FW018'],
  ],
])('%s', ([, text, expected]) => {
  expect(found(text)).toEqual(expected);
});

test.for<[string, readonly string[], number, readonly string[]]>([
  ['nothing accepts ssh', [END], 22, ['5 FW008']],
  ['another port', [SSH, END], 2222, ['6 FW008']],
  ['the end comes first', [END, SSH], 22, ['5 FW008', '6 FW017']],
  ['the port is one of several', ['-A INPUT -p tcp -m multiport --dports 80,2222 -j ACCEPT', END], 2222, []],
  ['the port is in a range', ['-A INPUT -p tcp -m tcp --dport 2000:3000 -j ACCEPT', END], 2222, []],
  [
    'the port is left out of a range',
    ['-A INPUT -p tcp -m tcp ! --dport 2000:3000 -j ACCEPT', END],
    2222,
    ['6 FW008'],
  ],
  ['everything from one network', ['-A INPUT -s 192.0.2.0/24 -j ACCEPT', END], 22, []],
  [
    'only what is known already',
    ['-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT', END],
    22,
    ['6 FW008'],
  ],
  ['only the loopback interface', ['-A INPUT -i lo -j ACCEPT', END], 22, ['6 FW008']],
  ['only udp', ['-A INPUT -p udp -m udp --dport 22 -j ACCEPT', END], 22, ['6 FW008']],
  ['in a chain', ['-A INPUT -j OWN', '-A OWN -p tcp -m tcp --dport 22 -j ACCEPT', END], 22, []],
  [
    'in a chain that is left before',
    ['-A INPUT -j OWN', '-A OWN -j RETURN', '-A OWN -p tcp -m tcp --dport 22 -j ACCEPT', END],
    22,
    ['8 FW017', '9 FW008'],
  ],
  ['in a chain for others', ['-A INPUT -p udp -j OWN', '-A OWN -j ACCEPT', END], 22, ['8 FW008']],
  ['the end is in a chain', ['-A INPUT -j OWN', '-A OWN -j DROP'], 22, ['7 FW008']],
  ['the port itself is refused', ['-A INPUT -p tcp -m tcp --dport 22 -j DROP', SSH], 22, ['5 FW008']],
  [
    'all of tcp is refused',
    ['-A INPUT -p tcp -m state --state NEW -j REJECT --reject-with tcp-reset', SSH],
    22,
    ['5 FW008'],
  ],
  ['some of it is refused', ['-A INPUT -s 192.0.2.0/24 -p tcp -m tcp --dport 22 -j DROP', SSH, END], 22, []],
  ['chains in a circle', ['-A INPUT -j OWN', '-A OWN -j OWN', END], 22, ['8 FW008']],
  ['no end at all', ['-A INPUT -i lo -j ACCEPT'], 22, []],
])('ssh: %s', ([, rules, port, expected]) => {
  const text = filter(rules, rules.some((rule) => rule.includes('OWN')) ? ['OWN'] : []);
  expect(found(text, port)).toEqual(expected);
});

test('ssh: chains ten thousand deep', () => {
  const chains = Array.from({ length: 10_000 }, (_, index) => `OWN${index}`);
  const jumps = chains.map((chain, index) => `-A ${chain} -j ${chains[index + 1] ?? 'DROP'}`);
  expect(lintRules(read(filter(['-A INPUT -j OWN0', ...jumps, END], chains))).map(({ id }) => id)).toEqual([
    'FW008',
  ]);
});

test('ssh: the policy is the end', () => {
  const text = filter(['-A INPUT -i lo -j ACCEPT']).replace('INPUT ACCEPT', 'INPUT DROP');
  expect(found(text)).toEqual(['2 FW008']);
  expect(found(filter([SSH]).replace('INPUT ACCEPT', 'INPUT DROP'))).toEqual([]);
});

test('the cleaned file of a node has nothing to be said against it', () => {
  expect(lintRules(read(fixture('openshift-3.11.clean.txt')))).toEqual([]);
});

test.for(ownedFixtures())('$name: each foreign line is found once', ({ text, owners }) => {
  const foreign = owners.filter((line) => !/^(?:admin|installer|builtin|unknown) /.test(line));
  const findings = lintRules(read(text)).filter(({ id }) => ['FW001', 'FW002', 'FW011'].includes(id));
  expect(findings).toHaveLength(foreign.length);
});

test('no advice names a chain that the software of the text does not have', () => {
  const advice = (chains: readonly string[], jump: string) =>
    lintRules(read(filter([`-A FORWARD -i eth0 -o docker0 -j DROP`, `-A FORWARD -j ${jump}`], chains)))
      .filter(({ id }) => id === 'FW010')
      .map(({ message }) => message)
      .join();
  expect(advice(['DOCKER', 'DOCKER-ISOLATION'], 'DOCKER-ISOLATION')).not.toContain('DOCKER-USER');
  expect(advice(['DOCKER', 'DOCKER-ISOLATION'], 'DOCKER-ISOLATION')).toContain('after each start of Docker');
  expect(advice(['DOCKER', 'DOCKER-USER', 'DOCKER-ISOLATION'], 'DOCKER-USER')).toContain('DOCKER-USER');
  expect(advice(['DOCKER', 'DOCKER-ISOLATION-STAGE-1'], 'DOCKER-ISOLATION-STAGE-1')).toContain('DOCKER-USER');
});

const AWAY = '-A not-for-us -j DROP';

test.for<[string, readonly string[], boolean]>([
  ['a local destination', ['-m addrtype --dst-type LOCAL -j RETURN'], false],
  ['no broadcast', ['-m addrtype ! --dst-type BROADCAST,MULTICAST -j RETURN'], false],
  ['to one host', ['-m pkttype --pkt-type unicast -j RETURN'], false],
  ['new, by conntrack', ['-m conntrack --ctstate NEW -j RETURN'], false],
  ['new, by state', ['-m state --state NEW,ESTABLISHED -j RETURN'], false],
  ['the first packet', ['-p tcp -m tcp --syn -j RETURN'], false],
  ['the first packet, as it is saved', ['-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j RETURN'], false],
  ['no fragment', ['! -f -j RETURN'], false],
  ['not from inside', ['! -i lo -j RETURN'], false],
  ['perhaps: from somewhere', ['-s 192.0.2.0/24 -j RETURN'], false],
  ['perhaps: over one interface', ['-i eth1 -j RETURN'], false],
  ['perhaps: by a module that is not known', ['-m recent --name x --rcheck -j RETURN'], false],
  ['never: a fragment', ['-f -j RETURN'], true],
  ['never: multicast', ['-m pkttype --pkt-type multicast -j RETURN'], true],
  ['never: to others', ['-m addrtype --dst-type BROADCAST -j RETURN'], true],
  ['never: not the first packet', ['-p tcp -m tcp ! --syn -j RETURN'], true],
  ['never: all flags', ['-p tcp -m tcp --tcp-flags ALL NONE -j RETURN'], true],
  ['never: invalid', ['-m conntrack --ctstate INVALID -j RETURN'], true],
  ['never: udp', ['-p udp -j RETURN'], true],
  ['never: from inside', ['-i lo -j RETURN'], true],
  ['without a RETURN', [], true],
])('ssh behind a chain that sends back: %s', ([, before, locked]) => {
  const rules = ['-A INPUT -j not-for-us', SSH, ...before.map((rule) => `-A not-for-us ${rule}`), AWAY];
  expect(found(filter(rules, ['not-for-us'])).some((line) => line.endsWith('FW008'))).toBe(locked);
});

test('who goes back and is let in nowhere is locked out all the same', () => {
  const rules = ['-A INPUT -j chain', END, '-A chain -s 192.0.2.0/24 -j RETURN', '-A chain -j DROP'];
  expect(found(filter(rules, ['chain']))).toEqual(['7 FW008']);
});
