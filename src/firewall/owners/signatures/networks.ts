import type { Owner } from '../owner.ts';
import { FLANNEL_SIGNATURES } from './flannel.ts';
import { type Signature, signature } from './signature.ts';
import { WEAVE_SIGNATURES } from './weave.ts';

function commented(
  owner: Owner,
  where: string,
  shape: string,
  comment: string | RegExp,
  says: string = `“${String(comment)}”`,
): Signature {
  return signature(owner, where, shape, says, { comment });
}

const ALLOWED = 'KUBE-ROUTER rule to explicitly ACCEPT traffic that comply to network policies';

const KUBE_ROUTER: readonly Signature[] = [
  ...['INPUT', 'FORWARD', 'OUTPUT'].map((hook) =>
    commented(
      'kube-router',
      `filter ${hook}`,
      `-j KUBE-ROUTER-${hook}`,
      /^kube-router netpol - [A-Z2-7]{16}$/,
      'network policies',
    ),
  ),
  commented(
    'kube-router',
    'filter INPUT FORWARD OUTPUT',
    '--mark 0x20000/0x20000 -j ACCEPT',
    ALLOWED,
    'allowed traffic',
  ),
  commented(
    'kube-router',
    'filter INPUT',
    '--match-set {kubeRouterSet} dst -j KUBE-ROUTER-SERVICES',
    'handle traffic to IPVS service IPs in custom chain',
  ),
  commented('kube-router', 'filter FORWARD', '-i kube-bridge -j ACCEPT', 'allow outbound traffic from pods'),
  commented('kube-router', 'filter FORWARD', '-o kube-bridge -j ACCEPT', 'allow inbound traffic to pods'),
  commented(
    'kube-router',
    'filter FORWARD',
    '-o {any} -j ACCEPT',
    'allow outbound node port traffic on node interface with which node ip is associated',
  ),
  signature('kube-router', 'nat POSTROUTING', '-j KUBE-ROUTER-HAIRPIN', 'pods’ way to their own service'),
  signature(
    'kube-router',
    'nat POSTROUTING',
    '--match-set {kubeRouterSet} src ! --match-set {kubeRouterSet2} dst -j MASQUERADE',
    'masquerading of pods',
  ),
];

const CNI: readonly Signature[] = [
  commented(
    'cni',
    'filter FORWARD',
    '-j CNI-ISOLATION-STAGE-1',
    'CNI firewall plugin rules (ingressPolicy: isolated)',
  ),
  commented('cni', 'filter FORWARD', '-j CNI-FORWARD', 'CNI firewall plugin rules'),
  commented(
    'cni',
    'filter FORWARD',
    '-j CNI-ISOLATION-STAGE-1',
    'CNI firewall plugin rules (ingressPolicy: same-bridge)',
  ),
  signature('cni', 'filter FORWARD', '-j CNI-ISOLATION-STAGE-1', 'isolation of networks'),
  signature('cni', 'nat PREROUTING OUTPUT', '--dst-type LOCAL -j CNI-HOSTPORT-DNAT', 'published ports'),
  commented('cni', 'nat POSTROUTING', '-j CNI-HOSTPORT-MASQ', 'CNI portfwd requiring masquerade'),
  signature('cni', 'nat POSTROUTING', '-s 127.0.0.1 ! -d 127.0.0.1 -j CNI-HOSTPORT-SNAT', 'published ports'),
  commented(
    'cni',
    'nat POSTROUTING',
    '-s {network} -j {cniChain}',
    /^name: ".*" id: ".*"?$/,
    'masquerading of a pod',
  ),
];

const OVN: readonly Signature[] = [
  signature('ovn-kubernetes', 'nat PREROUTING OUTPUT POSTROUTING', '-j {ovnChain}', 'services'),
  signature('ovn-kubernetes', 'mangle PREROUTING OUTPUT', '-j {ovnChain}', 'services'),
  signature('ovn-kubernetes', 'filter FORWARD INPUT OUTPUT', '-j {ovnChain}', 'services'),
  commented('ovn-kubernetes', 'filter INPUT', '-i ovn-k8s-mp0 -j ACCEPT', 'from OVN to localhost'),
  signature('ovn-kubernetes', 'filter FORWARD', '-i ovn-k8s-mp0 -j ACCEPT', 'traffic from pods'),
  signature('ovn-kubernetes', 'filter FORWARD', '-o ovn-k8s-mp0 -j ACCEPT', 'traffic to pods'),
];

const OLD_CALICO: readonly Signature[] = [
  'filter INPUT FORWARD OUTPUT',
  'nat PREROUTING OUTPUT POSTROUTING',
  'raw PREROUTING',
].map((where) => signature('calico', where, '-j {felixHook}', 'endpoints and policies'));

/** Flannel, Weave Net, kube-router, the CNI plugins, OVN-Kubernetes. Calico and Cilium sign what they write: `comments.ts`. */
export const NETWORK_SIGNATURES: readonly Signature[] = [
  ...FLANNEL_SIGNATURES,
  ...WEAVE_SIGNATURES,
  ...KUBE_ROUTER,
  ...CNI,
  ...OVN,
  ...OLD_CALICO,
];
