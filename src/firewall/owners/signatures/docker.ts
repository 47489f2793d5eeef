import { type Signature, signaturesOf } from './signature.ts';

const VXLAN = '-p udp --dport {port}';
const ENCRYPTION = 'encryption of an overlay network';
const OVERLAY = { need: 'encryptedOverlay' } as const;

/**
 * What Docker 1.0 to 29 writes into built-in chains. `{bridge}` is docker0, docker_gwbridge, br- with 12 hexadecimal
 * digits, or a bridge that a rule in Docker's own chains names.
 */
export const DOCKER_SIGNATURES: readonly Signature[] = signaturesOf('docker', {
  'nat PREROUTING OUTPUT': [
    ['--dst-type LOCAL -j DOCKER', 'published ports'],
    ['--dst-type LOCAL -j DOCKER-INGRESS', 'ports of swarm services'],
  ],
  'nat OUTPUT': [
    ['! -d 127.0.0.0/8 --dst-type LOCAL -j DOCKER', 'published ports'],
    ['! -d ::1 --dst-type LOCAL -j DOCKER', 'published ports'],
  ],
  'nat POSTROUTING': [
    ['-s {network} ! -o {bridge} -j MASQUERADE', 'masquerading of a network'],
    ['-s {network} ! -o {bridge} -j SNAT --to-source {any}', 'address of a network'],
    ['--src-type LOCAL -o {bridge} -j MASQUERADE', 'the host’s way to its containers'],
    ['--src-type LOCAL -o {bridge} -j SNAT --to-source {any}', 'the host’s way to its containers'],
    [
      '-s {host} -d {host} -p {any} --dport {port} -j MASQUERADE',
      'a container’s way to its own published port',
    ],
  ],
  'filter FORWARD OUTPUT': [['-j DOCKER-OVERLAY', 'overlay networks']],
  'filter FORWARD': [
    ['-j DOCKER-USER', 'the administrator’s chain'],
    ['-j DOCKER-FORWARD', 'forwarding'],
    ['-j DOCKER-ISOLATION', 'isolation of networks'],
    ['-j DOCKER-ISOLATION-STAGE-1', 'isolation of networks'],
    ['-j DOCKER-INGRESS', 'ports of swarm services'],
    ['-o {bridge} -j DOCKER', 'published ports'],
    ['-o {bridge} --ctstate ESTABLISHED,RELATED -j ACCEPT', 'answers to containers'],
    ['-i {bridge} ! -o {bridge} -j ACCEPT', 'containers’ way out'],
    ['-i {bridge} -o {bridge} -j ACCEPT', 'traffic between containers'],
    ['-i {bridge} -o {bridge} -j DROP', 'no traffic between containers'],
    ['-i {bridge} -j ACCEPT', 'containers’ way out', { need: 'docker28' }],
    ['-d {host} ! -i {bridge} -o {bridge} -p {any} --dport {port} -j ACCEPT', 'a published port'],
    ['--match-set {dockerSet} dst -j DOCKER', 'published ports'],
    ['--match-set {dockerSet} dst --ctstate ESTABLISHED,RELATED -j ACCEPT', 'answers to containers'],
  ],
  'raw PREROUTING': [
    ['-d {network} ! -i {bridge} -j DROP', 'no direct way to a container'],
    ['-d {host} ! -i {bridge} -p {any} --dport {port} -j DROP', 'no direct way to a published port'],
    ['-d {guarded} -i {any} -j ACCEPT', 'a trusted interface of the host'],
    ['-d {published} ! -i lo -p {any} --dport {port} -j DROP', 'a port published on the loopback address'],
    [
      '-d {published} -i loopback0 -p {any} --dport {port} -j ACCEPT',
      'a port published on the loopback address',
    ],
  ],
  'mangle OUTPUT': [
    [`${VXLAN} --u32 {vni} -j MARK --set-xmark {spi}`, ENCRYPTION],
    [`${VXLAN} --u32 {vni} -j MARK --set-mark {spi}`, ENCRYPTION],
    [`${VXLAN} --bytecode {any} -j MARK --set-xmark {spi}`, ENCRYPTION],
  ],
  'filter INPUT': [
    [`${VXLAN} --dir in --pol ipsec --u32 {vni} -j ACCEPT`, ENCRYPTION, OVERLAY],
    [`${VXLAN} --u32 {vni} -j DROP`, ENCRYPTION, OVERLAY],
    [`${VXLAN} --dir in --pol ipsec --bytecode {any} -j ACCEPT`, ENCRYPTION, OVERLAY],
    [`${VXLAN} --bytecode {any} -j DROP`, ENCRYPTION, OVERLAY],
  ],
});
