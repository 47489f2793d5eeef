import { type Signature, type SignatureExtras, signature } from './signature.ts';

function openshift(where: string, shape: string, says: string, extras: SignatureExtras = {}): Signature {
  return signature('openshift', where, shape, says, extras);
}

function commented(where: string, shape: string, comment: string): Signature {
  return openshift(where, shape, `“${comment}”`, { comment });
}

/**
 * What OpenShift 3.0 to 4.x nodes and the installer write into built-in chains. Up to 3.6 the rules stand flat, three of
 * them without a comment: they count only for the cluster’s own network, which the other rules of the text tell.
 */
export const OPENSHIFT_SIGNATURES: readonly Signature[] = [
  commented('filter INPUT', '-j OPENSHIFT-FIREWALL-ALLOW', 'firewall overrides'),
  commented('filter FORWARD', '-j OPENSHIFT-FIREWALL-FORWARD', 'firewall overrides'),
  commented('filter FORWARD', '-i tun0 ! -o tun0 -j OPENSHIFT-ADMIN-OUTPUT-RULES', 'administrator overrides'),
  commented('nat POSTROUTING', '-j OPENSHIFT-MASQUERADE', 'rules for masquerading OpenShift traffic'),
  openshift('filter OUTPUT FORWARD', '-j OPENSHIFT-BLOCK-OUTPUT', 'no way to the machine configuration', {
    comment: /^firewall overrides$/,
  }),
  openshift('filter OUTPUT FORWARD', '-j OPENSHIFT-BLOCK-OUTPUT', 'no way to the machine configuration'),
  openshift('raw PREROUTING OUTPUT', '-j OPENSHIFT-NOTRACK', 'no tracking of VXLAN'),
  openshift('raw PREROUTING OUTPUT', '-j OPENSHIFT-NOTRACK', 'no tracking of VXLAN', {
    comment: /^(?:disable conntrack for vxlan|firewall overrides)$/,
  }),
  commented('filter INPUT', '-p udp --dports {port} -j ACCEPT', '001 vxlan incoming'),
  commented('filter INPUT', '-i {sdn} -j ACCEPT', 'traffic from SDN'),
  commented('filter INPUT', '-i docker0 -j ACCEPT', 'traffic from docker'),
  commented('filter INPUT', '-i {sdn} -j ACCEPT', 'traffic from docker'),
  commented('filter INPUT', '-i docker0 -j ACCEPT', 'traffic from docker for internet'),
  commented('filter INPUT', '-i {sdn} -j ACCEPT', 'traffic from docker for internet'),
  commented('filter FORWARD', '-i {sdn} -j ACCEPT', 'forward traffic from SDN'),
  commented('filter FORWARD', '-o {sdn} -j ACCEPT', 'forward traffic to SDN'),
  commented('filter FORWARD', '-d {network} -j ACCEPT', 'forward traffic from SDN'),
  commented('filter FORWARD', '-s {network} -j ACCEPT', 'forward traffic to SDN'),
  commented(
    'filter FORWARD',
    '-s {network} --ctstate INVALID -j DROP',
    'attempted resend after connection close',
  ),
  openshift('nat POSTROUTING', '-s {cluster} -j MASQUERADE', 'masquerading of the cluster network', {
    need: 'flatOpenshift',
  }),
  openshift(
    'nat POSTROUTING',
    '-s {cluster} ! -d {cluster} -j MASQUERADE',
    'masquerading of the cluster network',
    {
      need: 'flatOpenshift',
    },
  ),
  openshift('filter FORWARD', '-d {cluster} -j ACCEPT', 'traffic to the cluster network', {
    need: 'flatOpenshift',
  }),
  openshift('filter FORWARD', '-s {cluster} -j ACCEPT', 'traffic from the cluster network', {
    need: 'flatOpenshift',
  }),
  signature('installer', 'filter INPUT', '-j OS_FIREWALL_ALLOW', 'ports of the node'),
];
