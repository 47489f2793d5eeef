import { type Signature, type SignatureExtras, signature } from './signature.ts';

function docker(where: string, shape: string, says: string, extras: SignatureExtras = {}): Signature {
  return signature('docker', where, shape, says, extras);
}

const VXLAN = '-p udp --dport {port}';

/**
 * What Docker 1.0 to 29 writes into built-in chains. `{bridge}` is docker0, docker_gwbridge, br- with 12 hexadecimal
 * digits, or a bridge that a rule in Docker's own chains names.
 */
export const DOCKER_SIGNATURES: readonly Signature[] = [
  docker('nat PREROUTING OUTPUT', '--dst-type LOCAL -j DOCKER', 'published ports'),
  docker('nat OUTPUT', '! -d 127.0.0.0/8 --dst-type LOCAL -j DOCKER', 'published ports'),
  docker('nat OUTPUT', '! -d ::1 --dst-type LOCAL -j DOCKER', 'published ports'),
  docker('nat PREROUTING OUTPUT', '--dst-type LOCAL -j DOCKER-INGRESS', 'ports of swarm services'),
  docker('nat POSTROUTING', '-s {network} ! -o {bridge} -j MASQUERADE', 'masquerading of a network'),
  docker('nat POSTROUTING', '-s {network} ! -o {bridge} -j SNAT --to-source {any}', 'address of a network'),
  docker('nat POSTROUTING', '--src-type LOCAL -o {bridge} -j MASQUERADE', 'the host’s way to its containers'),
  docker(
    'nat POSTROUTING',
    '--src-type LOCAL -o {bridge} -j SNAT --to-source {any}',
    'the host’s way to its containers',
  ),
  docker(
    'nat POSTROUTING',
    '-s {host} -d {host} -p {any} --dport {port} -j MASQUERADE',
    'a container’s way to its own published port',
  ),
  docker('filter FORWARD', '-j DOCKER-USER', 'the administrator’s chain'),
  docker('filter FORWARD', '-j DOCKER-FORWARD', 'forwarding'),
  docker('filter FORWARD', '-j DOCKER-ISOLATION', 'isolation of networks'),
  docker('filter FORWARD', '-j DOCKER-ISOLATION-STAGE-1', 'isolation of networks'),
  docker('filter FORWARD', '-j DOCKER-INGRESS', 'ports of swarm services'),
  docker('filter FORWARD OUTPUT', '-j DOCKER-OVERLAY', 'overlay networks'),
  docker('filter FORWARD', '-o {bridge} -j DOCKER', 'published ports'),
  docker('filter FORWARD', '-o {bridge} --ctstate ESTABLISHED,RELATED -j ACCEPT', 'answers to containers'),
  docker('filter FORWARD', '-i {bridge} ! -o {bridge} -j ACCEPT', 'containers’ way out'),
  docker('filter FORWARD', '-i {bridge} -o {bridge} -j ACCEPT', 'traffic between containers'),
  docker('filter FORWARD', '-i {bridge} -o {bridge} -j DROP', 'no traffic between containers'),
  docker('filter FORWARD', '-i {bridge} -j ACCEPT', 'containers’ way out', { need: 'docker28' }),
  docker(
    'filter FORWARD',
    '-d {host} ! -i {bridge} -o {bridge} -p {any} --dport {port} -j ACCEPT',
    'a published port',
  ),
  docker('filter FORWARD', '--match-set {dockerSet} dst -j DOCKER', 'published ports'),
  docker(
    'filter FORWARD',
    '--match-set {dockerSet} dst --ctstate ESTABLISHED,RELATED -j ACCEPT',
    'answers to containers',
  ),
  docker('raw PREROUTING', '-d {network} ! -i {bridge} -j DROP', 'no direct way to a container'),
  docker(
    'raw PREROUTING',
    '-d {host} ! -i {bridge} -p {any} --dport {port} -j DROP',
    'no direct way to a published port',
  ),
  docker('raw PREROUTING', '-d {guarded} -i {any} -j ACCEPT', 'a trusted interface of the host'),
  docker(
    'raw PREROUTING',
    '-d {published} ! -i lo -p {any} --dport {port} -j DROP',
    'a port published on the loopback address',
  ),
  docker(
    'raw PREROUTING',
    '-d {published} -i loopback0 -p {any} --dport {port} -j ACCEPT',
    'a port published on the loopback address',
  ),
  docker(
    'mangle OUTPUT',
    `${VXLAN} --u32 {vni} -j MARK --set-xmark {spi}`,
    'encryption of an overlay network',
  ),
  docker(
    'mangle OUTPUT',
    `${VXLAN} --u32 {vni} -j MARK --set-mark {spi}`,
    'encryption of an overlay network',
  ),
  docker(
    'mangle OUTPUT',
    `${VXLAN} --bytecode {any} -j MARK --set-xmark {spi}`,
    'encryption of an overlay network',
  ),
  docker(
    'filter INPUT',
    `${VXLAN} --dir in --pol ipsec --u32 {vni} -j ACCEPT`,
    'encryption of an overlay network',
    { need: 'encryptedOverlay' },
  ),
  docker('filter INPUT', `${VXLAN} --u32 {vni} -j DROP`, 'encryption of an overlay network', {
    need: 'encryptedOverlay',
  }),
  docker(
    'filter INPUT',
    `${VXLAN} --dir in --pol ipsec --bytecode {any} -j ACCEPT`,
    'encryption of an overlay network',
    { need: 'encryptedOverlay' },
  ),
  docker('filter INPUT', `${VXLAN} --bytecode {any} -j DROP`, 'encryption of an overlay network', {
    need: 'encryptedOverlay',
  }),
];
