import { groupedBy } from '../../../model/values/grouped.ts';
import type { Owner } from '../owner.ts';

/** A chain that its software always calls the same. */
export interface NamedChain {
  readonly name: string;
  readonly owner: Owner;
  /** Whose the rules in it are: `admin` for the chains that a program makes and leaves to the administrator. */
  readonly content: Owner;
  /** Tables it exists in; `undefined`: any. */
  readonly tables: readonly string[] | undefined;
}

function named(
  owner: Owner,
  names: string,
  tables?: readonly string[],
  content: Owner = owner,
): readonly NamedChain[] {
  return names.split(/\s+/).map((name) => ({ name, owner, content, tables }));
}

const FILTER: readonly string[] = ['filter'];
const NAT: readonly string[] = ['nat'];

/**
 * From the sources of moby (1.0 to 29), origin and sdn (3.0 to 4.x), kubernetes, cri-o, the CNI plugins, flannel, weave,
 * kube-router and libvirt.
 */
const NAMED: readonly NamedChain[] = [
  ...named('docker', 'DOCKER DOCKER-INGRESS', ['nat', 'filter']),
  ...named('docker', 'DOCKER-ISOLATION DOCKER-ISOLATION-STAGE-1 DOCKER-ISOLATION-STAGE-2', FILTER),
  ...named('docker', 'DOCKER-FORWARD DOCKER-CT DOCKER-BRIDGE DOCKER-INTERNAL DOCKER-OVERLAY', FILTER),
  ...named('docker', 'DOCKER_OUTPUT DOCKER_POSTROUTING', NAT),
  ...named('docker', 'DOCKER-USER', FILTER, 'admin'),
  ...named('openshift', 'OPENSHIFT-FIREWALL-ALLOW OPENSHIFT-FIREWALL-FORWARD OPENSHIFT-BLOCK-OUTPUT', FILTER),
  ...named('openshift', 'OPENSHIFT-MASQUERADE OPENSHIFT-MASQUERADE-2', NAT),
  ...named('openshift', 'OPENSHIFT-NOTRACK', ['raw']),
  ...named('openshift', 'OPENSHIFT-SDN-CANARY'),
  ...named('openshift', 'OPENSHIFT-ADMIN-OUTPUT-RULES', FILTER, 'admin'),
  ...named('installer', 'OS_FIREWALL_ALLOW', FILTER),
  ...named(
    'kube-proxy',
    `KUBE-SERVICES KUBE-EXTERNAL-SERVICES KUBE-NODEPORTS KUBE-POSTROUTING KUBE-FORWARD
     KUBE-MARK-MASQ KUBE-MARK-DROP KUBE-PROXY-FIREWALL KUBE-PROXY-CANARY
     KUBE-PORTALS-CONTAINER KUBE-PORTALS-HOST KUBE-NODEPORT-CONTAINER KUBE-NODEPORT-HOST
     KUBE-NODEPORT-NON-LOCAL KUBE-LOAD-BALANCER KUBE-NODE-PORT
     KUBE-SOURCE-RANGES-FIREWALL KUBE-IPVS-FILTER KUBE-IPVS-OUT-FILTER`,
  ),
  ...named('kube-proxy', 'KUBE-FIREWALL', NAT),
  ...named('kubelet', 'KUBE-FIREWALL', FILTER),
  ...named('kubelet', 'KUBE-KUBELET-CANARY KUBE-IPTABLES-HINT'),
  ...named('hostport', 'KUBE-HOSTPORTS KUBE-LOCALDEST', NAT),
  ...named('crio', 'CRIO-HOSTPORTS-MASQ', NAT),
  ...named('cni', 'CNI-FORWARD CNI-ISOLATION-STAGE-1 CNI-ISOLATION-STAGE-2 CNI-ISOLATION-STAGE-3', FILTER),
  ...named('cni', 'CNI-HOSTPORT-DNAT CNI-HOSTPORT-SETMARK CNI-HOSTPORT-MASQ CNI-HOSTPORT-SNAT', NAT),
  ...named('cni', 'CNI-ADMIN', FILTER, 'admin'),
  ...named('flannel', 'FLANNEL-FWD', FILTER),
  // Up to 0.5, and for years in the packages of distributions: cleared and filled at each start.
  ...named('flannel', 'FLANNEL', NAT),
  ...named('flannel', 'FLANNEL-POSTRTG', NAT),
  ...named(
    'weave',
    `WEAVE WEAVE-CANARY WEAVE-EXPOSE WEAVE-KUBE-TEST WEAVE-IPSEC-IN WEAVE-IPSEC-IN-MARK
     WEAVE-IPSEC-OUT WEAVE-IPSEC-OUT-MARK WEAVE-NPC WEAVE-NPC-DEFAULT WEAVE-NPC-INGRESS
     WEAVE-NPC-EGRESS WEAVE-NPC-EGRESS-ACCEPT WEAVE-NPC-EGRESS-CUSTOM WEAVE-NPC-EGRESS-DEFAULT`,
  ),
  ...named(
    'kube-router',
    `KUBE-ROUTER-INPUT KUBE-ROUTER-FORWARD KUBE-ROUTER-OUTPUT KUBE-ROUTER-SERVICES
     KUBE-ROUTER-HAIRPIN KUBE-ROUTER-BGP-EGRESS KUBE-ROUTER-SNAT KUBE-NWPLCY-DEFAULT KUBE-NWPLCY-COMMON`,
  ),
  ...named('libvirt', 'LIBVIRT_INP LIBVIRT_OUT LIBVIRT_FWI LIBVIRT_FWO LIBVIRT_FWX LIBVIRT_PRT'),
  ...named('libvirt', 'libvirt-in libvirt-out libvirt-in-post libvirt-host-in', FILTER),
];

export const NAMED_CHAINS: ReadonlyMap<string, readonly NamedChain[]> = groupedBy(NAMED, ({ name }) => name);

/** A family of chains: a prefix that the software documents, and what it writes after it. */
export interface ChainFamily {
  readonly owner: Owner;
  readonly shape: RegExp;
  /** For a person: `KUBE-SVC- and 16 letters of base32`. */
  readonly says: string;
}

export const CHAIN_FAMILIES: readonly ChainFamily[] = [
  {
    owner: 'kube-proxy',
    shape: /^KUBE-(?:SVC|SEP|FW|XLB|SVL|EXT)-[A-Z2-7]{16}$/,
    says: 'KUBE-SVC- and its like with 16 letters of base32',
  },
  { owner: 'hostport', shape: /^KUBE-HP-[A-Z2-7]{16}$/, says: 'KUBE-HP- with 16 letters of base32' },
  {
    owner: 'kube-router',
    shape: /^KUBE-(?:NWPLCY|POD-FW)-[A-Z2-7]{16}$/,
    says: 'KUBE-NWPLCY- or KUBE-POD-FW- with 16 letters of base32',
  },
  { owner: 'crio', shape: /^CRIO-MASQ-[A-Z2-7]{16}$/, says: 'CRIO-MASQ- with 16 letters of base32' },
  {
    owner: 'cni',
    shape: /^CNI-(?:[0-9a-f]{24}|(?:DN|SN)-[0-9a-f]{6,21})$/,
    says: 'CNI- with the hexadecimal digits of a container',
  },
  { owner: 'calico', shape: /^cali-[\w.:-]+$/, says: 'cali- with the name of an endpoint or a policy' },
  { owner: 'calico', shape: /^felix-[A-Z][\w.:-]*$/, says: 'felix- with the name of a hook or an endpoint' },
  {
    owner: 'cilium',
    shape: /^(?:OLD_)?CILIUM_(?:INPUT|OUTPUT|FORWARD|PRE|POST|(?:PRE|POST|OUTPUT)_(?:raw|mangle|nat))$/,
    says: 'CILIUM_ with the name of a hook',
  },
  { owner: 'cilium', shape: /^CILIUM_TRANSIENT_FORWARD$/, says: 'CILIUM_TRANSIENT_FORWARD' },
  {
    owner: 'ovn-kubernetes',
    shape: /^OVN-KUBE-[A-Z][A-Z0-9-]*$/,
    says: 'OVN-KUBE- with what it is for',
  },
  {
    owner: 'libvirt',
    shape: /^(?:FI|FO|FJ|HI|HJ)-vnet\d+$/,
    says: 'FI-, FO- or HI- with a guest’s interface',
  },
];

/** Firewalld's hooks; its zones (`IN_public`) are told apart from others by what stands beside them. */
export const FIREWALLD_HOOK: RegExp =
  /^(?:INPUT|FORWARD|OUTPUT|PREROUTING|POSTROUTING)(?:_IN|_OUT)?_(?:direct|ZONES|ZONES_SOURCE|POLICIES_pre|POLICIES_post)$/;

/** `IN_public` or `IN_public_allow`: the first group is the chain of the zone or policy. */
export const FIREWALLD_ZONE: RegExp =
  /^((?:IN|OUT|FWD|FWDI|FWDO|PRE|POST)_[\w.-]+?)(?:_(?:pre|log|deny|allow|post))?$/;

/**
 * Prefixes that nobody but their software uses: a chain with one that no table above lists is a version we do not know,
 * or somebody's who took the name. Only what reaches it can tell.
 */
export const RESERVED_PREFIXES: readonly string[] = [
  'DOCKER-',
  'OPENSHIFT-',
  'KUBE-',
  'CRIO-',
  'CNI-',
  'FLANNEL-',
  'WEAVE-',
  'CILIUM_',
  'OLD_CILIUM_',
  'LIBVIRT_',
];
