import { FLANNEL_SIGNATURES } from './flannel.ts';
import { commented, type Signature, signaturesOf, type WrittenRule } from './signature.ts';
import { WEAVE_SIGNATURES } from './weave.ts';

const ALLOWED = 'KUBE-ROUTER rule to explicitly ACCEPT traffic that comply to network policies';
const POLICIES = { comment: /^kube-router netpol - [A-Z2-7]{16}$/ } as const;

const KUBE_ROUTER: readonly Signature[] = signaturesOf('kube-router', {
  'filter INPUT FORWARD OUTPUT': [
    ['--mark 0x20000/0x20000 -j ACCEPT', 'allowed traffic', { comment: ALLOWED }],
  ],
  'filter INPUT': [
    ['-j KUBE-ROUTER-INPUT', 'network policies', POLICIES],
    commented(
      '--match-set {kubeRouterSet} dst -j KUBE-ROUTER-SERVICES',
      'handle traffic to IPVS service IPs in custom chain',
    ),
  ],
  'filter FORWARD': [
    ['-j KUBE-ROUTER-FORWARD', 'network policies', POLICIES],
    commented('-i kube-bridge -j ACCEPT', 'allow outbound traffic from pods'),
    commented('-o kube-bridge -j ACCEPT', 'allow inbound traffic to pods'),
    commented(
      '-o {any} -j ACCEPT',
      'allow outbound node port traffic on node interface with which node ip is associated',
    ),
  ],
  'filter OUTPUT': [['-j KUBE-ROUTER-OUTPUT', 'network policies', POLICIES]],
  'nat POSTROUTING': [
    ['-j KUBE-ROUTER-HAIRPIN', 'pods’ way to their own service'],
    [
      '--match-set {kubeRouterSet} src ! --match-set {kubeRouterSet2} dst -j MASQUERADE',
      'masquerading of pods',
    ],
  ],
});

const CNI: readonly Signature[] = signaturesOf('cni', {
  'filter FORWARD': [
    commented('-j CNI-ISOLATION-STAGE-1', 'CNI firewall plugin rules (ingressPolicy: isolated)'),
    commented('-j CNI-FORWARD', 'CNI firewall plugin rules'),
    commented('-j CNI-ISOLATION-STAGE-1', 'CNI firewall plugin rules (ingressPolicy: same-bridge)'),
    ['-j CNI-ISOLATION-STAGE-1', 'isolation of networks'],
  ],
  'nat PREROUTING OUTPUT': [['--dst-type LOCAL -j CNI-HOSTPORT-DNAT', 'published ports']],
  'nat POSTROUTING': [
    commented('-j CNI-HOSTPORT-MASQ', 'CNI portfwd requiring masquerade'),
    ['-s 127.0.0.1 ! -d 127.0.0.1 -j CNI-HOSTPORT-SNAT', 'published ports'],
    ['-s {network} -j {cniChain}', 'masquerading of a pod', { comment: /^name: ".*" id: ".*"?$/ }],
  ],
});

const OVN_CHAINS: readonly WrittenRule[] = [['-j {ovnChain}', 'services']];

const OVN: readonly Signature[] = signaturesOf('ovn-kubernetes', {
  'nat PREROUTING OUTPUT POSTROUTING': OVN_CHAINS,
  'mangle PREROUTING OUTPUT': OVN_CHAINS,
  'filter FORWARD INPUT OUTPUT': OVN_CHAINS,
  'filter INPUT': [commented('-i ovn-k8s-mp0 -j ACCEPT', 'from OVN to localhost')],
  'filter FORWARD': [
    ['-i ovn-k8s-mp0 -j ACCEPT', 'traffic from pods'],
    ['-o ovn-k8s-mp0 -j ACCEPT', 'traffic to pods'],
  ],
});

const FELIX: readonly WrittenRule[] = [['-j {felixHook}', 'endpoints and policies']];

const OLD_CALICO: readonly Signature[] = signaturesOf('calico', {
  'filter INPUT FORWARD OUTPUT': FELIX,
  'nat PREROUTING OUTPUT POSTROUTING': FELIX,
  'raw PREROUTING': FELIX,
});

/** Flannel, Weave Net, kube-router, the CNI plugins, OVN-Kubernetes. Calico and Cilium sign what they write: `comments.ts`. */
export const NETWORK_SIGNATURES: readonly Signature[] = [
  ...FLANNEL_SIGNATURES,
  ...WEAVE_SIGNATURES,
  ...KUBE_ROUTER,
  ...CNI,
  ...OVN,
  ...OLD_CALICO,
];
