import { commented, type Signature, signaturesOf, type WrittenRule } from './signature.ts';

const PORTALS = 'kubernetes service portals';
const EXTERNAL = 'kubernetes externally-visible service portals';
const FIRST = 'handle ClusterIPs; NOTE: this must be before the NodePort rules';
const LAST = 'handle service NodePorts; NOTE: this must be the last rule in the chain';
const NON_LOCAL = 'Ensure that non-local NodePort traffic can flow';

const LATER = { comment: /^kubernetes [a-z -]+$/ } as const;
const OF_LATER_VERSIONS: readonly WrittenRule[] = [
  ['-j {kubeChain}', 'a purpose of a later version', LATER],
  ['--ctstate NEW -j {kubeChain}', 'a purpose of a later version', LATER],
];

/** Kubernetes 1.1 to 1.3x: kube-proxy in its three modes, the kubelet, host ports, CRI-O. */
export const KUBERNETES_SIGNATURES: readonly Signature[] = [
  ...signaturesOf('kube-proxy', {
    'nat PREROUTING OUTPUT': [commented('-j KUBE-SERVICES', PORTALS)],
    'filter INPUT OUTPUT FORWARD': [
      commented('-j KUBE-SERVICES', PORTALS),
      commented('--ctstate NEW -j KUBE-SERVICES', PORTALS),
      commented('--ctstate NEW -j KUBE-PROXY-FIREWALL', 'kubernetes load balancer firewall'),
      ...OF_LATER_VERSIONS,
    ],
    'filter INPUT FORWARD': [
      commented('-j KUBE-EXTERNAL-SERVICES', EXTERNAL),
      commented('--ctstate NEW -j KUBE-EXTERNAL-SERVICES', EXTERNAL),
      commented('-j KUBE-PROXY-FIREWALL', 'kube-proxy firewall rules'),
    ],
    'filter FORWARD': [
      commented('-j KUBE-FORWARD', 'kubernetes forwarding rules'),
      commented('-j KUBE-FORWARD', 'kubernetes forward rules'),
    ],
    'filter INPUT': [
      commented('-j KUBE-NODEPORTS', 'kubernetes health check service ports'),
      commented('-j KUBE-NODE-PORT', 'kubernetes health check rules'),
      commented('-j KUBE-IPVS-FILTER', 'kubernetes ipvs access filter'),
      commented('-j KUBE-NODEPORT-NON-LOCAL', NON_LOCAL),
    ],
    'filter OUTPUT': [commented('-j KUBE-IPVS-OUT-FILTER', 'kubernetes ipvs access filter')],
    'nat POSTROUTING': [
      commented('-j KUBE-POSTROUTING', 'kubernetes postrouting rules'),
      commented('--mark {any} -j MASQUERADE', 'kubernetes service traffic requiring SNAT'),
    ],
    'nat PREROUTING': [
      commented('-j KUBE-PORTALS-CONTAINER', FIRST),
      commented('--dst-type LOCAL -j KUBE-NODEPORT-CONTAINER', LAST),
    ],
    'nat OUTPUT': [
      commented('-j KUBE-PORTALS-HOST', FIRST),
      commented('--dst-type LOCAL -j KUBE-NODEPORT-HOST', LAST),
    ],
    'nat PREROUTING OUTPUT POSTROUTING': OF_LATER_VERSIONS,
    'mangle PREROUTING OUTPUT': OF_LATER_VERSIONS,
  }),
  ...signaturesOf('kubelet', {
    'filter INPUT OUTPUT': [['-j KUBE-FIREWALL', 'dropping of marked packets']],
    'nat POSTROUTING': [
      commented(
        '! -d {network} ! --dst-type LOCAL -j MASQUERADE',
        'kubenet: SNAT for outbound traffic from cluster',
      ),
    ],
  }),
  ...signaturesOf('hostport', {
    'nat PREROUTING OUTPUT': [
      commented('--dst-type LOCAL -j KUBE-HOSTPORTS', 'kube hostport portals'),
      commented('--dst-type LOCAL -j KUBE-LOCALDEST', 'maybe kube hostport'),
    ],
    'nat POSTROUTING': [
      commented('-s 127.0.0.0/8 -o {any} -j MASQUERADE', 'SNAT for localhost access to hostports'),
    ],
  }),
  ...signaturesOf('crio', {
    'nat POSTROUTING': [
      commented('--ctstate DNAT -j CRIO-HOSTPORTS-MASQ', 'kube hostport masquerading'),
      commented('-j CRIO-HOSTPORTS-MASQ', 'kube hostport masquerading'),
    ],
  }),
];
