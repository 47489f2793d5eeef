import { expect, test } from 'vitest';
import { knownChain } from './known-chain.ts';

const NONE: ReadonlySet<string> = new Set();

test.for<[string, string, string]>([
  ['filter', 'DOCKER', 'docker'],
  ['mangle', 'DOCKER', 'none'],
  ['filter', 'DOCKER-USER', 'docker'],
  ['nat', 'DOCKER-USER', 'reserved'],
  ['filter', 'DOCKERS', 'none'],
  ['filter', 'docker', 'none'],
  ['filter', 'MY-DOCKER', 'none'],
  ['filter', 'DOCKER_ADMIN', 'none'],
  ['filter', 'KUBERNETES-ADMIN', 'none'],
  ['filter', 'OPENSHIFT', 'none'],
  ['filter', 'OPENSHIFT-MINE', 'reserved'],
  ['filter', 'OS_FIREWALL_ALLOW', 'installer'],
  ['filter', 'OS_FIREWALL_ALLOWED', 'none'],
  ['nat', 'KUBE-SVC-NPX46M4PTMTKRN6Y', 'kube-proxy'],
  ['nat', 'KUBE-SVC-npx46m4ptmtkrn6y', 'reserved'],
  ['nat', 'KUBE-SVC-NPX46M4PTMTKRN6', 'reserved'],
  ['nat', 'KUBE-SVC-NPX46M4PTMTKRN61', 'reserved'],
  ['nat', 'KUBE-HP-NPX46M4PTMTKRN6Y', 'hostport'],
  ['filter', 'KUBE-NWPLCY-NPX46M4PTMTKRN6Y', 'kube-router'],
  ['filter', 'KUBE-FIREWALL', 'kubelet'],
  ['nat', 'KUBE-FIREWALL', 'kube-proxy'],
  ['nat', 'CNI-0f1e2d3c4b5a69788796a5b4', 'cni'],
  ['nat', 'CNI-FRONT', 'reserved'],
  ['filter', 'cali-tw-cali1234567890a', 'calico'],
  ['filter', 'calico', 'none'],
  ['filter', 'CILIUM_INPUT', 'cilium'],
  ['filter', 'CILIUM-INPUT', 'none'],
  ['filter', 'WEAVE-NPC', 'weave'],
  ['filter', 'WEAVERS', 'none'],
  ['filter', 'INPUT_ZONES', 'firewalld'],
  ['filter', 'INPUT_MINE', 'none'],
  ['filter', 'IN_public', 'none'],
  ['filter', 'PRE_ROUTED', 'none'],
  ['filter', 'LIBVIRT_INP', 'libvirt'],
  ['filter', 'f2b-sshd', 'software'],
  ['filter', 'constructor', 'none'],
])('%s %s: %s', ([table, name, expected]) => {
  const known = knownChain(table, name, NONE);
  expect('owner' in known ? known.owner : known.kind).toBe(expected);
});

test('the chains beside a zone’s are nobody’s without it', () => {
  const beside = new Set(['IN_x_allow', 'IN_x_deny']);
  expect([...beside].map((name) => knownChain('filter', name, beside).kind)).toEqual(['none', 'none']);
});

test('a chain of a zone is told by those beside it', () => {
  const beside = new Set(['IN_work_log', 'IN_work_log_allow', 'IN_work_log_deny', 'IN_web', 'IN_web_allow']);
  const kinds = [...beside].map((name) => knownChain('filter', name, beside).kind);
  expect(kinds).toEqual(['zone', 'zone', 'zone', 'none', 'none']);
});
