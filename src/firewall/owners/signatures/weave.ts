import { type Signature, signaturesOf, type WrittenRule } from './signature.ts';

/** Where the chains of Weave Net are, so that a bridge called weave is its. */
const WEAVE = { need: 'weave' } as const;
const BEFORE = { comment: "NOTE: this must go before '-j KUBE-FORWARD'" } as const;
const CONTROL = { comment: 'Block non-local access to Weave Net control port' } as const;

const ENCRYPTION: readonly WrittenRule[] = [
  ['-j WEAVE-IPSEC-IN', 'encryption'],
  ['-j WEAVE-IPSEC-OUT', 'encryption'],
];

/** Weave Net 1.9 to 2.8, with and without its network policies. */
export const WEAVE_SIGNATURES: readonly Signature[] = signaturesOf('weave', {
  'nat POSTROUTING': [['-j WEAVE', 'masquerading of pods']],
  'filter FORWARD': [
    ['-o weave -j WEAVE-NPC', 'network policies', BEFORE],
    ['-o weave -j WEAVE-NPC', 'network policies'],
    ['-o weave -j WEAVE-EXPOSE', 'networks that the host exposes'],
    ['-i weave -j WEAVE-NPC-EGRESS', 'network policies', BEFORE],
    ['-o weave --state NEW -j NFLOG --nflog-group 86', 'refused traffic', WEAVE],
    ['-o weave -j DROP', 'refused traffic', WEAVE],
    ['-i weave -o weave -j ACCEPT', 'traffic between pods', WEAVE],
    ['-i weave ! -o weave -j ACCEPT', 'pods’ way out', WEAVE],
    ['-o weave --ctstate ESTABLISHED,RELATED -j ACCEPT', 'answers to pods', WEAVE],
    ['-i {bridge} -o weave -j DROP', 'containers kept from pods', WEAVE],
  ],
  'filter INPUT FORWARD': [['-i weave -j WEAVE-NPC-EGRESS', 'network policies']],
  'filter INPUT': [
    ['-d {host} -i {bridge} -p tcp --dport 6783 -j DROP', 'its own port', WEAVE],
    ['-d {host} -i {bridge} -p udp --dport 6783 -j DROP', 'its own port', WEAVE],
    ['-d {host} -i {bridge} -p udp --dport 6784 -j DROP', 'its own port', WEAVE],
    ['-i {bridge} -p udp --dport 53 -j ACCEPT', 'names of containers', WEAVE],
    ['-i {bridge} -p tcp --dport 53 -j ACCEPT', 'names of containers', WEAVE],
    [
      '-d 127.0.0.1 -p tcp --dport 6784 ! --src-type LOCAL ! --ctstate ESTABLISHED,RELATED -j DROP',
      'its control port',
      CONTROL,
    ],
  ],
  'filter INPUT OUTPUT': ENCRYPTION,
  'mangle INPUT OUTPUT': ENCRYPTION,
});
