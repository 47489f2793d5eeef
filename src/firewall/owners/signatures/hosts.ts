import { type Signature, signaturesOf, type WrittenRule } from './signature.ts';

/** Ports of a service for guests, in either protocol. */
function ports(side: '-i' | '-o', numbers: readonly string[]): readonly WrittenRule[] {
  return numbers.flatMap((port) =>
    ['udp', 'tcp'].map(
      (protocol): WrittenRule => [
        `${side} {guestBridge} -p ${protocol} --dport ${port} -j ACCEPT`,
        'names and addresses for guests',
      ],
    ),
  );
}

/**
 * Libvirt: chains of its own since 5.1, rules in the built-in chains before. Firewalld’s rules in built-in chains look
 * like an administrator’s: `firewalld-block.ts` knows them by where they stand.
 */
export const HOST_SIGNATURES: readonly Signature[] = signaturesOf('libvirt', {
  'filter INPUT': [
    ['-j LIBVIRT_INP', 'names and addresses for guests'],
    ['-j libvirt-host-in', 'filters of guests'],
    ...ports('-i', ['53', '67', '547', '69']),
  ],
  'filter OUTPUT': [
    ['-j LIBVIRT_OUT', 'names and addresses for guests'],
    ...ports('-o', ['53', '68', '546']),
  ],
  'filter FORWARD': [
    ['-j LIBVIRT_FWX', 'traffic of guests'],
    ['-j LIBVIRT_FWI', 'traffic of guests'],
    ['-j LIBVIRT_FWO', 'traffic of guests'],
    ['-j libvirt-in', 'filters of guests'],
    ['-j libvirt-out', 'filters of guests'],
    ['-j libvirt-in-post', 'filters of guests'],
    ['-d {network} -o {guestBridge} --ctstate ESTABLISHED,RELATED -j ACCEPT', 'answers to guests'],
    ['-d {network} -o {guestBridge} -j ACCEPT', 'traffic to guests'],
    ['-s {network} -i {guestBridge} -j ACCEPT', 'traffic from guests'],
    ['-i {guestBridge} -o {guestBridge} -j ACCEPT', 'traffic between guests'],
    ['-o {guestBridge} -j REJECT --reject-with icmp-port-unreachable', 'nothing else to guests'],
    ['-i {guestBridge} -j REJECT --reject-with icmp-port-unreachable', 'nothing else from guests'],
    ['-o {guestBridge} -j REJECT --reject-with icmp6-port-unreachable', 'nothing else to guests'],
    ['-i {guestBridge} -j REJECT --reject-with icmp6-port-unreachable', 'nothing else from guests'],
  ],
  'nat POSTROUTING': [
    ['-j LIBVIRT_PRT', 'masquerading of guests'],
    ['-s {guests} -d 224.0.0.0/24 -j RETURN', 'masquerading of guests'],
    ['-s {guests} -d 255.255.255.255 -j RETURN', 'masquerading of guests'],
    ['-s {guests} ! -d {guests} -j MASQUERADE', 'masquerading of guests'],
    ['-s {guests} ! -d {guests} -p tcp -j MASQUERADE --to-ports 1024-65535', 'masquerading of guests'],
    ['-s {guests} ! -d {guests} -p udp -j MASQUERADE --to-ports 1024-65535', 'masquerading of guests'],
  ],
  'mangle POSTROUTING': [
    ['-j LIBVIRT_PRT', 'masquerading of guests'],
    ['-o {guestBridge} -p udp --dport 68 -j CHECKSUM --checksum-fill', 'addresses for guests'],
  ],
});
