/** As a person would say it in a sentence. `builtin` is the kernel's: INPUT and the like. */
const NAMES = {
  docker: 'Docker',
  openshift: 'OpenShift',
  'kube-proxy': 'kube-proxy',
  kubelet: 'the kubelet',
  hostport: 'the kubelet’s hostport manager',
  crio: 'CRI-O',
  cni: 'CNI',
  calico: 'Calico',
  flannel: 'Flannel',
  weave: 'Weave Net',
  cilium: 'Cilium',
  'kube-router': 'kube-router',
  'ovn-kubernetes': 'OVN-Kubernetes',
  firewalld: 'firewalld',
  libvirt: 'libvirt',
  installer: 'the OpenShift installer',
  admin: 'the administrator',
  unknown: 'nobody we know',
  builtin: 'the kernel',
} as const;

/** Whose a chain or a rule is. */
export type Owner = keyof typeof NAMES;

/** Whom a person may name as the owner of a chain that cannot be told by itself: all but `unknown` and the kernel. */
export const NAMEABLE: readonly Owner[] = (Object.keys(NAMES) as Owner[]).filter(
  (owner) => owner !== 'unknown' && owner !== 'builtin',
);

/** As a person would say it in a sentence: `Docker`, `the kubelet`. */
export function ownerName(owner: Owner): string {
  return NAMES[owner];
}

/** Nobody puts these there again, and nobody else takes them out: the administrator's, and what the installer wrote once. */
export function isAdmins(owner: Owner): boolean {
  return owner === 'admin' || owner === 'installer';
}

/**
 * A program on the host makes it and makes it again, so it has no place in a file that is loaded at boot. Not so the
 * installer's: it was written once and nobody writes it again.
 */
export function isForeign(owner: Owner): boolean {
  return !isAdmins(owner) && owner !== 'builtin' && owner !== 'unknown';
}
