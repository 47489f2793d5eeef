import type { Owner } from '../owner.ts';
import { type Signature, signature } from './signature.ts';

function commented(owner: Owner, where: string, shape: string, comment: string): Signature {
  return signature(owner, where, shape, `“${comment}”`, { comment });
}

function proxy(where: string, shape: string, comment: string): Signature {
  return commented('kube-proxy', where, shape, comment);
}

const PORTALS = 'kubernetes service portals';
const EXTERNAL = 'kubernetes externally-visible service portals';
const FIRST = 'handle ClusterIPs; NOTE: this must be before the NodePort rules';
const LAST = 'handle service NodePorts; NOTE: this must be the last rule in the chain';
const NON_LOCAL = 'Ensure that non-local NodePort traffic can flow';

/** Kubernetes 1.1 to 1.3x: kube-proxy in its three modes, the kubelet, host ports, CRI-O. */
export const KUBERNETES_SIGNATURES: readonly Signature[] = [
  proxy('nat PREROUTING OUTPUT', '-j KUBE-SERVICES', PORTALS),
  proxy('filter INPUT OUTPUT FORWARD', '-j KUBE-SERVICES', PORTALS),
  proxy('filter INPUT OUTPUT FORWARD', '--ctstate NEW -j KUBE-SERVICES', PORTALS),
  proxy('filter INPUT FORWARD', '-j KUBE-EXTERNAL-SERVICES', EXTERNAL),
  proxy('filter INPUT FORWARD', '--ctstate NEW -j KUBE-EXTERNAL-SERVICES', EXTERNAL),
  proxy('filter INPUT', '-j KUBE-NODEPORTS', 'kubernetes health check service ports'),
  proxy('filter FORWARD', '-j KUBE-FORWARD', 'kubernetes forwarding rules'),
  proxy('filter FORWARD', '-j KUBE-FORWARD', 'kubernetes forward rules'),
  proxy(
    'filter INPUT OUTPUT FORWARD',
    '--ctstate NEW -j KUBE-PROXY-FIREWALL',
    'kubernetes load balancer firewall',
  ),
  proxy('filter INPUT FORWARD', '-j KUBE-PROXY-FIREWALL', 'kube-proxy firewall rules'),
  proxy('filter INPUT', '-j KUBE-NODE-PORT', 'kubernetes health check rules'),
  proxy('filter INPUT', '-j KUBE-IPVS-FILTER', 'kubernetes ipvs access filter'),
  proxy('filter OUTPUT', '-j KUBE-IPVS-OUT-FILTER', 'kubernetes ipvs access filter'),
  proxy('nat POSTROUTING', '-j KUBE-POSTROUTING', 'kubernetes postrouting rules'),
  proxy('nat POSTROUTING', '--mark {any} -j MASQUERADE', 'kubernetes service traffic requiring SNAT'),
  proxy('nat PREROUTING', '-j KUBE-PORTALS-CONTAINER', FIRST),
  proxy('nat OUTPUT', '-j KUBE-PORTALS-HOST', FIRST),
  proxy('nat PREROUTING', '--dst-type LOCAL -j KUBE-NODEPORT-CONTAINER', LAST),
  proxy('nat OUTPUT', '--dst-type LOCAL -j KUBE-NODEPORT-HOST', LAST),
  proxy('filter INPUT', '-j KUBE-NODEPORT-NON-LOCAL', NON_LOCAL),
  ...['-j {kubeChain}', '--ctstate NEW -j {kubeChain}'].flatMap((shape) =>
    ['filter INPUT OUTPUT FORWARD', 'nat PREROUTING OUTPUT POSTROUTING', 'mangle PREROUTING OUTPUT'].map(
      (where) =>
        signature('kube-proxy', where, shape, 'a purpose of a later version', {
          comment: /^kubernetes [a-z -]+$/,
        }),
    ),
  ),
  signature('kubelet', 'filter INPUT OUTPUT', '-j KUBE-FIREWALL', 'dropping of marked packets'),
  commented(
    'kubelet',
    'nat POSTROUTING',
    '! -d {network} ! --dst-type LOCAL -j MASQUERADE',
    'kubenet: SNAT for outbound traffic from cluster',
  ),
  commented(
    'hostport',
    'nat PREROUTING OUTPUT',
    '--dst-type LOCAL -j KUBE-HOSTPORTS',
    'kube hostport portals',
  ),
  commented('hostport', 'nat PREROUTING OUTPUT', '--dst-type LOCAL -j KUBE-LOCALDEST', 'maybe kube hostport'),
  commented(
    'hostport',
    'nat POSTROUTING',
    '-s 127.0.0.0/8 -o {any} -j MASQUERADE',
    'SNAT for localhost access to hostports',
  ),
  commented('crio', 'nat POSTROUTING', '--ctstate DNAT -j CRIO-HOSTPORTS-MASQ', 'kube hostport masquerading'),
  commented('crio', 'nat POSTROUTING', '-j CRIO-HOSTPORTS-MASQ', 'kube hostport masquerading'),
];
