import { expect, test } from 'vitest';
import { cleanRules } from '../../clean/clean.ts';
import { filter, read } from '../../owned.test-kit.ts';
import { explainRules } from '../explain.ts';

const ownerOfChain = (chain: string, rules: readonly string[] = []) =>
  explainRules(
    read(filter([`-A INPUT -j ${chain}`, ...rules.map((rule) => `-A ${chain} ${rule}`)], [chain])),
  ).find(({ text }) => text.startsWith(`:${chain} `))?.owner;

test.for([
  ...['CATTLE_PREROUTING', 'CROWDSEC_CHAIN', 'neutron-openvswi-INPUT', 'nova-compute-local', 'MAILCOW'],
  ...['AWS-SNAT-CHAIN-0', 'AWS-CONNMARK-CHAIN-0', 'AZURE-NPM', 'AZURE-NPM-ACCEPT', 'ANTREA-FORWARD'],
  ...['PROXY_INIT_REDIRECT', 'ISTIO_INBOUND', 'CONSUL_PROXY_INBOUND', 'ROMANA-FORWARD-IN', 'MINIUPNPD'],
  ...['f2b-sshd', 'fail2ban-ssh', 'ufw-user-input', 'ufw6-user-input', 'sshguard', 'ts-input', 'PVEFW-INPUT'],
  ...['NETAVARK_FORWARD', 'NETAVARK-1D8721804F16F', 'IP-MASQ-AGENT', 'AS0_ACCEPT', 'nixos-fw', 'DENYIN'],
])('%s is not called the administrator’s', (chain) => {
  expect(ownerOfChain(chain)).toBe('unknown');
});

test.for([
  ...[
    'WEBTEAM',
    'DOCKERHOST-ADMIN',
    'MAILCOWS',
    'AWS-OFFICE',
    'AZURE',
    'CATTLE',
    'nova',
    'neutron',
    'FLANNELS',
  ],
  ...['BLOCK-20240101', 'FROM-FRONTENDS2', 'SSH-ALLOWED', 'deadbeef', 'LOG_AND_DROP', 'tailscale-in'],
])('%s is', (chain) => {
  expect(ownerOfChain(chain, ['-s 192.0.2.0/24 -p tcp -m tcp --dport 443 -j ACCEPT'])).toBe('admin');
});

test.for([
  '-m physdev --physdev-in tap0f1e2d3c-4b -j ACCEPT',
  '-i veth1a2b3c4 -j ACCEPT',
  '-i cali+ -j ACCEPT',
  '-o eni+ -j ACCEPT',
  '-o lxc0f1e2d3c4b5a -j ACCEPT',
  '-i vnet12 -j ACCEPT',
  '-m set --match-set crowdsec-blacklists-0 src -j DROP',
  '-m comment --comment "generated for LXD network lxdbr0" -j ACCEPT',
  '-m comment --comment "proxy-init/redirect-all" -j ACCEPT',
])('a chain of nobody’s with %s is not called the administrator’s, nor anybody’s', (rule) => {
  expect(ownerOfChain('SOMETHING', [rule])).toBe('unknown');
  expect(
    cleanRules(read(filter([`-A INPUT -j SOMETHING`, `-A SOMETHING ${rule}`], ['SOMETHING']))).text,
  ).toBeUndefined();
});

test.for(['POD-1a2b3c4d5e', 'x.0f1e2d3c', 'SVC-B2C4D6E7F2G3H4J5'])('%s has a hash in its name', (chain) => {
  expect(ownerOfChain(chain)).toBe('unknown');
});

test.for([
  '-i tap0 -j ACCEPT',
  '-i tun0 -j ACCEPT',
  '-i eth0 -j ACCEPT',
  '-m set --match-set office src -j ACCEPT',
])('an administrator writes %s too', (rule) => {
  expect(ownerOfChain('SOMETHING', [rule])).toBe('admin');
});

test.for<readonly [string, string]>([
  ['generated for LXD network lxdbr0', 'unknown'],
  ['proxy-init/install-proxy-init-prerouting', 'unknown'],
  ['managed by some-operator', 'unknown'],
  ['Added by installer', 'unknown'],
  ['Antrea: jump to Antrea forwarding rules', 'unknown'],
  ['kept for the LXD team', 'admin'],
  ['web/https', 'admin'],
  ['office, see wiki/firewall', 'admin'],
])('a rule that says “%s”: %s', ([comment, owner]) => {
  const rule = `-A INPUT -p tcp -m tcp --dport 67 -m comment --comment "${comment}" -j ACCEPT`;
  expect(explainRules(read(filter([rule]))).find(({ kind }) => kind === 'rule')?.owner).toBe(owner);
});

test('of Flannel 0.5 and of libvirt 0.8 nothing is left', () => {
  const flannel = `*nat
:POSTROUTING ACCEPT [0:0]
:FLANNEL - [0:0]
-A POSTROUTING -s 10.20.0.0/16 -j FLANNEL
-A FLANNEL -d 10.20.0.0/16 -j ACCEPT
-A FLANNEL ! -d 224.0.0.0/4 -j MASQUERADE
COMMIT
`;
  const libvirt = filter([
    '-A FORWARD -d 192.168.122.0/255.255.255.0 -o virbr0 -m state --state RELATED,ESTABLISHED -j ACCEPT',
    '-A FORWARD -s 192.168.122.0/24 -i virbr0 -j ACCEPT',
  ]);
  for (const text of [flannel, libvirt]) expect(cleanRules(read(text)).text).not.toMatch(/^-A/m);
});
