import { type Signature, signature } from './signature.ts';

function libvirt(where: string, shape: string, says: string): Signature {
  return signature('libvirt', where, shape, says);
}

const REFUSALS: readonly string[] = ['icmp-port-unreachable', 'icmp6-port-unreachable'];

/**
 * Libvirt: chains of its own since 5.1, rules in the built-in chains before. Firewalld’s rules in built-in chains look
 * like an administrator’s: `firewalld-block.ts` knows them by where they stand.
 */
export const HOST_SIGNATURES: readonly Signature[] = [
  libvirt('filter INPUT', '-j LIBVIRT_INP', 'names and addresses for guests'),
  libvirt('filter OUTPUT', '-j LIBVIRT_OUT', 'names and addresses for guests'),
  ...['LIBVIRT_FWX', 'LIBVIRT_FWI', 'LIBVIRT_FWO'].map((chain) =>
    libvirt('filter FORWARD', `-j ${chain}`, 'traffic of guests'),
  ),
  libvirt('nat POSTROUTING', '-j LIBVIRT_PRT', 'masquerading of guests'),
  libvirt('mangle POSTROUTING', '-j LIBVIRT_PRT', 'masquerading of guests'),
  libvirt('filter INPUT', '-j libvirt-host-in', 'filters of guests'),
  ...['libvirt-in', 'libvirt-out', 'libvirt-in-post'].map((chain) =>
    libvirt('filter FORWARD', `-j ${chain}`, 'filters of guests'),
  ),
  ...['53', '67', '547', '69'].flatMap((port) =>
    ['udp', 'tcp'].map((protocol) =>
      libvirt(
        'filter INPUT',
        `-i {guestBridge} -p ${protocol} --dport ${port} -j ACCEPT`,
        'names and addresses for guests',
      ),
    ),
  ),
  ...['53', '68', '546'].flatMap((port) =>
    ['udp', 'tcp'].map((protocol) =>
      libvirt(
        'filter OUTPUT',
        `-o {guestBridge} -p ${protocol} --dport ${port} -j ACCEPT`,
        'names and addresses for guests',
      ),
    ),
  ),
  libvirt(
    'filter FORWARD',
    '-d {network} -o {guestBridge} --ctstate ESTABLISHED,RELATED -j ACCEPT',
    'answers to guests',
  ),
  libvirt('filter FORWARD', '-d {network} -o {guestBridge} -j ACCEPT', 'traffic to guests'),
  libvirt('filter FORWARD', '-s {network} -i {guestBridge} -j ACCEPT', 'traffic from guests'),
  libvirt('filter FORWARD', '-i {guestBridge} -o {guestBridge} -j ACCEPT', 'traffic between guests'),
  ...REFUSALS.flatMap((refusal) => [
    libvirt(
      'filter FORWARD',
      `-o {guestBridge} -j REJECT --reject-with ${refusal}`,
      'nothing else to guests',
    ),
    libvirt(
      'filter FORWARD',
      `-i {guestBridge} -j REJECT --reject-with ${refusal}`,
      'nothing else from guests',
    ),
  ]),
  libvirt('nat POSTROUTING', '-s {guests} -d 224.0.0.0/24 -j RETURN', 'masquerading of guests'),
  libvirt('nat POSTROUTING', '-s {guests} -d 255.255.255.255 -j RETURN', 'masquerading of guests'),
  libvirt('nat POSTROUTING', '-s {guests} ! -d {guests} -j MASQUERADE', 'masquerading of guests'),
  ...['tcp', 'udp'].map((protocol) =>
    libvirt(
      'nat POSTROUTING',
      `-s {guests} ! -d {guests} -p ${protocol} -j MASQUERADE --to-ports 1024-65535`,
      'masquerading of guests',
    ),
  ),
  libvirt(
    'mangle POSTROUTING',
    '-o {guestBridge} -p udp --dport 68 -j CHECKSUM --checksum-fill',
    'addresses for guests',
  ),
];
