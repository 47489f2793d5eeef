import { type Signature, type SignatureExtras, signature } from './signature.ts';

/** Where the chains of Weave Net are, so that a bridge called weave is its. */
const WEAVE = { need: 'weave' } as const;
const BEFORE = { comment: "NOTE: this must go before '-j KUBE-FORWARD'" } as const;

function weave(where: string, shape: string, says: string, extras: SignatureExtras = {}): Signature {
  return signature('weave', where, shape, says, extras);
}

/** Weave Net 1.9 to 2.8, with and without its network policies. */
export const WEAVE_SIGNATURES: readonly Signature[] = [
  weave('nat POSTROUTING', '-j WEAVE', 'masquerading of pods'),
  weave('filter FORWARD', '-o weave -j WEAVE-NPC', 'network policies', BEFORE),
  weave('filter FORWARD', '-o weave -j WEAVE-NPC', 'network policies'),
  weave('filter FORWARD', '-o weave -j WEAVE-EXPOSE', 'networks that the host exposes'),
  weave('filter FORWARD', '-i weave -j WEAVE-NPC-EGRESS', 'network policies', BEFORE),
  weave('filter INPUT FORWARD', '-i weave -j WEAVE-NPC-EGRESS', 'network policies'),
  weave('filter FORWARD', '-o weave --state NEW -j NFLOG --nflog-group 86', 'refused traffic', WEAVE),
  weave('filter FORWARD', '-o weave -j DROP', 'refused traffic', WEAVE),
  weave('filter FORWARD', '-i weave -o weave -j ACCEPT', 'traffic between pods', WEAVE),
  weave('filter FORWARD', '-i weave ! -o weave -j ACCEPT', 'pods’ way out', WEAVE),
  weave('filter FORWARD', '-o weave --ctstate ESTABLISHED,RELATED -j ACCEPT', 'answers to pods', WEAVE),
  weave('filter FORWARD', '-i {bridge} -o weave -j DROP', 'containers kept from pods', WEAVE),
  ...['tcp --dport 6783', 'udp --dport 6783', 'udp --dport 6784'].map((port) =>
    weave('filter INPUT', `-d {host} -i {bridge} -p ${port} -j DROP`, 'its own port', WEAVE),
  ),
  weave('filter INPUT', '-i {bridge} -p udp --dport 53 -j ACCEPT', 'names of containers', WEAVE),
  weave('filter INPUT', '-i {bridge} -p tcp --dport 53 -j ACCEPT', 'names of containers', WEAVE),
  weave(
    'filter INPUT',
    '-d 127.0.0.1 -p tcp --dport 6784 ! --src-type LOCAL ! --ctstate ESTABLISHED,RELATED -j DROP',
    'its control port',
    { comment: 'Block non-local access to Weave Net control port' },
  ),
  ...['WEAVE-IPSEC-IN', 'WEAVE-IPSEC-OUT'].flatMap((chain) => [
    weave('filter INPUT OUTPUT', `-j ${chain}`, 'encryption'),
    weave('mangle INPUT OUTPUT', `-j ${chain}`, 'encryption'),
  ]),
];
