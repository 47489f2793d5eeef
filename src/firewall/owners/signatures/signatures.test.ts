import { expect, test } from 'vitest';
import { read } from '../../owned.test-kit.ts';
import { isBuiltIn } from '../../text/built-in-chains.ts';
import type { Owner } from '../owner.ts';
import { ownersOf } from '../owners.ts';
import type { Signature } from './signature.ts';
import { SIGNATURES } from './signatures.ts';

/** Something that fits each hole; `{bridge}` and the like need what `EVIDENCE` puts beside. */
const FILLING: Readonly<Record<string, string>> = {
  any: 'tcp',
  host: '172.17.0.2/32',
  network: '10.244.0.0/16',
  network2: '10.244.3.0/24',
  multicast: '224.0.0.0/4',
  port: '80',
  bridge: 'docker0',
  dockerSet: 'docker-ext-bridges-v4',
  guarded: '172.17.0.9/32',
  published: '127.0.0.1/32',
  vni: '0x0>>0x16&0x3c@0xc&0xffffff00=0x100100',
  spi: '0xd0c4e3/0xffffffff',
  sdn: 'tun0',
  cluster: '10.128.0.0/14',
  flannel: '10.200.0.0/16',
  flannelSubnet: '10.200.3.0/24',
  guestBridge: 'virbr0',
  guests: '192.168.122.0/24',
  kubeRouterSet: 'kube-router-pod-subnets',
  kubeRouterSet2: 'kube-router-node-ips',
  cniChain: 'CNI-0f1e2d3c4b5a69788796a5b4',
  ovnChain: 'OVN-KUBE-ETP',
  kubeChain: 'KUBE-SOMETHING',
  felixHook: 'felix-INPUT',
  invalid: 'STATE_INVALID_DROP: ',
};

/** What tells the reader of each hole's and need's evidence, in tables of its own. */
const EVIDENCE: string = `*raw
:PREROUTING ACCEPT [0:0]
-A PREROUTING -d 172.17.0.9/32 ! -i docker0 -j DROP
COMMIT
*mangle
:OUTPUT ACCEPT [0:0]
-A OUTPUT -p udp -m udp --dport 4789 -m u32 --u32 "0x0>>0x16&0x3c@0xc&0xffffff00=0x1" -j MARK --set-xmark 0xd0c4e3/0xffffffff
COMMIT
*nat
:POSTROUTING ACCEPT [0:0]
:DOCKER - [0:0]
:WEAVE - [0:0]
-A POSTROUTING -s 10.128.0.0/14 -j MASQUERADE
-A POSTROUTING -s 10.200.0.0/16 -d 10.200.0.0/16 -j RETURN
-A POSTROUTING -s 10.200.0.0/16 ! -d 224.0.0.0/4 -j MASQUERADE
-A DOCKER -d 127.0.0.1/32 ! -i docker0 -p tcp -m tcp --dport 80 -j DNAT --to-destination 172.17.0.2:80
COMMIT
*filter
:FORWARD ACCEPT [0:0]
-A INPUT -i tun0 -m comment --comment "traffic from SDN" -j ACCEPT
-A FORWARD -d 10.128.0.0/14 -j ACCEPT
-A FORWARD -m set --match-set docker-ext-bridges-v4 dst -j DOCKER
-A FORWARD -s 192.168.122.0/24 -i virbr0 -j ACCEPT
COMMIT
`;

const COMMENTS: readonly string[] = [
  'kube-router netpol - 4IA2OSFRMVNDXBVV',
  'KUBE-ROUTER rule to explicitly ACCEPT traffic that comply to network policies',
  'name: "podman" id: "0f1e2d3c4b5a"',
  'firewall overrides',
  'disable conntrack for vxlan',
  'kubernetes something new',
];

const MODULES: Readonly<Record<string, string>> = {
  '--dport': 'tcp',
  '--dports': 'multiport',
  '--ctstate': 'conntrack',
  '--state': 'state',
  '--dst-type': 'addrtype',
  '--src-type': 'addrtype',
  '--mark': 'mark',
  '--match-set': 'set',
  '--u32': 'u32',
  '--bytecode': 'bpf',
  '--dir': 'policy',
};

/** The rule that a signature describes. */
function ruleOf({ shape, comment, chains }: Signature): string {
  const words = shape.split(' ').flatMap((word, index, all) => {
    const filled = word.replace(/^\{(\w+)\}$/, (_, hole: string) => FILLING[hole] ?? `{${hole}}`);
    const module = MODULES[word];
    const value = /[ &>]/.test(filled) ? `"${filled}"` : filled;
    if (module === undefined || all[index - 1] === '!') return [value];
    return ['-m', module, value];
  });
  const said = comment instanceof RegExp ? COMMENTS.find((text) => comment.test(text)) : comment;
  const says = said === undefined ? '' : ` -m comment --comment "${said.replace(/["\\]/g, '\\$&')}"`;
  return `-A ${chains[0] ?? ''}${says} ${words.join(' ').replace(/! -m (\w+)/, '-m $1 !')}`;
}

/** The owner of the last rule of a text that has only that one in its last table. */
function ownerOf(table: string, rule: string): Owner | undefined {
  const text = `${EVIDENCE}*${table}\n${rule}\nCOMMIT\n`;
  return ownersOf(read(text)).tables.at(-1)?.rules.at(-1)?.owner;
}

const cases = SIGNATURES.filter(({ shape }) => !shape.includes('--pol ')).map((signature) => ({
  signature,
  rule: ruleOf(signature),
  name: `${signature.table} ${ruleOf(signature)}`,
}));

test.for(cases)('$name', ({ signature: { table, owner }, rule }) => {
  expect(ownerOf(table, rule)).toBe(owner);
});

test.for(cases)('not with one condition more: $name', ({ signature: { table }, rule }) => {
  expect(['admin', 'unknown']).toContain(ownerOf(table, `${rule} -m ttl --ttl-eq 3`));
});

test.for(cases)('not with a comment of somebody’s: $name', ({ signature: { table }, rule }) => {
  expect(['admin', 'unknown']).toContain(ownerOf(table, `${rule} -m comment --comment "mine"`));
});

test('every signature is about a built-in chain', () => {
  const wrong = SIGNATURES.filter(({ table, chains }) => !chains.every((chain) => isBuiltIn(table, chain)));
  expect(wrong).toEqual([]);
});
