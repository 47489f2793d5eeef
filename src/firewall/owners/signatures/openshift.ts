import { commented, type Signature, signaturesOf } from './signature.ts';

const FLAT = { need: 'flatOpenshift' } as const;
const NO_TRACKING = { comment: /^(?:disable conntrack for vxlan|firewall overrides)$/ } as const;

/**
 * What OpenShift 3.0 to 4.x nodes and the installer write into built-in chains. Up to 3.6 the rules stand flat, three of
 * them without a comment: they count only for the cluster’s own network, which the other rules of the text tell.
 */
export const OPENSHIFT_SIGNATURES: readonly Signature[] = [
  ...signaturesOf('openshift', {
    'filter INPUT': [
      commented('-j OPENSHIFT-FIREWALL-ALLOW', 'firewall overrides'),
      commented('-p udp --dports {port} -j ACCEPT', '001 vxlan incoming'),
      commented('-i {sdn} -j ACCEPT', 'traffic from SDN'),
      commented('-i docker0 -j ACCEPT', 'traffic from docker'),
      commented('-i {sdn} -j ACCEPT', 'traffic from docker'),
      commented('-i docker0 -j ACCEPT', 'traffic from docker for internet'),
      commented('-i {sdn} -j ACCEPT', 'traffic from docker for internet'),
    ],
    'filter FORWARD': [
      commented('-j OPENSHIFT-FIREWALL-FORWARD', 'firewall overrides'),
      commented('-i tun0 ! -o tun0 -j OPENSHIFT-ADMIN-OUTPUT-RULES', 'administrator overrides'),
      commented('-i {sdn} -j ACCEPT', 'forward traffic from SDN'),
      commented('-o {sdn} -j ACCEPT', 'forward traffic to SDN'),
      commented('-d {network} -j ACCEPT', 'forward traffic from SDN'),
      commented('-s {network} -j ACCEPT', 'forward traffic to SDN'),
      commented('-s {network} --ctstate INVALID -j DROP', 'attempted resend after connection close'),
      ['-d {cluster} -j ACCEPT', 'traffic to the cluster network', FLAT],
      ['-s {cluster} -j ACCEPT', 'traffic from the cluster network', FLAT],
    ],
    'filter OUTPUT FORWARD': [
      [
        '-j OPENSHIFT-BLOCK-OUTPUT',
        'no way to the machine configuration',
        { comment: /^firewall overrides$/ },
      ],
      ['-j OPENSHIFT-BLOCK-OUTPUT', 'no way to the machine configuration'],
    ],
    'nat POSTROUTING': [
      commented('-j OPENSHIFT-MASQUERADE', 'rules for masquerading OpenShift traffic'),
      ['-s {cluster} -j MASQUERADE', 'masquerading of the cluster network', FLAT],
      ['-s {cluster} ! -d {cluster} -j MASQUERADE', 'masquerading of the cluster network', FLAT],
    ],
    'raw PREROUTING OUTPUT': [
      ['-j OPENSHIFT-NOTRACK', 'no tracking of VXLAN'],
      ['-j OPENSHIFT-NOTRACK', 'no tracking of VXLAN', NO_TRACKING],
    ],
  }),
  ...signaturesOf('installer', {
    'filter INPUT': [['-j OS_FIREWALL_ALLOW', 'ports of the node']],
  }),
];
