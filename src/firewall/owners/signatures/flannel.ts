import { type Signature, signature } from './signature.ts';

const MASQ = 'flanneld masq';
const FORWARD = 'flanneld forward';

function commented(where: string, shape: string, comment: string): Signature {
  return signature('flannel', where, shape, `“${comment}”`, { comment });
}

/** As it was before 0.10, when Flannel wrote no comments. */
function bare(where: string, shape: string, says: string): Signature {
  return signature('flannel', where, shape, says, { need: 'oldFlannel' });
}

/** Flannel: a chain of its own up to 0.5, rules in the built-in chains then, chains of its own again since 0.20. */
export const FLANNEL_SIGNATURES: readonly Signature[] = [
  signature('flannel', 'nat POSTROUTING', '-s {network} -j FLANNEL', 'masquerading of pods'),
  commented('nat POSTROUTING', '-j FLANNEL-POSTRTG', MASQ),
  commented('filter FORWARD', '-j FLANNEL-FWD', FORWARD),
  ...[
    '-s {network} -d {network} -j RETURN',
    '-s {network} ! -d {multicast} -j MASQUERADE',
    '-s {network} ! -d {multicast} -j MASQUERADE --random-fully',
    '! -s {network} -d {network2} -j RETURN',
    '! -s {network} -d {network} -j MASQUERADE',
    '! -s {network} -d {network} -j MASQUERADE --random-fully',
  ].flatMap((shape) => [
    commented('nat POSTROUTING', shape, MASQ),
    bare(
      'nat POSTROUTING',
      shape.replaceAll('{network}', '{flannel}').replace('{network2}', '{flannelSubnet}'),
      'masquerading of pods',
    ),
  ]),
  ...['-s {network} -j ACCEPT', '-d {network} -j ACCEPT'].flatMap((shape) => [
    commented('filter FORWARD', shape, FORWARD),
    bare(
      'filter FORWARD',
      shape.replaceAll('{network}', '{flannel}').replace('{network2}', '{flannelSubnet}'),
      'traffic of pods',
    ),
  ]),
];
