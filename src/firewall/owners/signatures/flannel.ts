import { commented, type Signature, signaturesOf, type WrittenRule } from './signature.ts';

const MASQ = 'flanneld masq';
const FORWARD = 'flanneld forward';

/** With its comment, and as it was before 0.10, when Flannel wrote no comments. */
function eitherWay(shape: string, comment: string, says: string): readonly WrittenRule[] {
  const old = shape.replaceAll('{network}', '{flannel}').replace('{network2}', '{flannelSubnet}');
  return [commented(shape, comment), [old, says, { need: 'oldFlannel' }]];
}

/** Flannel: a chain of its own up to 0.5, rules in the built-in chains then, chains of its own again since 0.20. */
export const FLANNEL_SIGNATURES: readonly Signature[] = signaturesOf('flannel', {
  'nat POSTROUTING': [
    ['-s {network} -j FLANNEL', 'masquerading of pods'],
    commented('-j FLANNEL-POSTRTG', MASQ),
    ...[
      '-s {network} -d {network} -j RETURN',
      '-s {network} ! -d {multicast} -j MASQUERADE',
      '-s {network} ! -d {multicast} -j MASQUERADE --random-fully',
      '! -s {network} -d {network2} -j RETURN',
      '! -s {network} -d {network} -j MASQUERADE',
      '! -s {network} -d {network} -j MASQUERADE --random-fully',
    ].flatMap((shape) => eitherWay(shape, MASQ, 'masquerading of pods')),
  ],
  'filter FORWARD': [
    commented('-j FLANNEL-FWD', FORWARD),
    ...['-s {network} -j ACCEPT', '-d {network} -j ACCEPT'].flatMap((shape) =>
      eitherWay(shape, FORWARD, 'traffic of pods'),
    ),
  ],
});
