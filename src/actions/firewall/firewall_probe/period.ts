/** When a chain that was lost comes back, and by whom. */
export type ChainReturn =
  /** Within so many seconds, at the next of its rounds. */
  | { readonly kind: 'timed'; readonly seconds: number; readonly by: string }
  /** Not by itself, however long one waits. */
  | { readonly kind: 'never'; readonly why: string; readonly fix: string }
  | { readonly kind: 'unknown' };

const NEVER_DOCKER: ChainReturn = {
  kind: 'never',
  why: 'Docker makes it only when it starts',
  fix: 'restart docker, which stops and starts the containers',
};
const NEVER_HOST_PORT: ChainReturn = {
  kind: 'never',
  why: 'ports of pods on the host are only set up when a pod starts',
  fix: 'restart the pods with a hostPort, or drain the node',
};

/** The first that fits counts. Periods: OpenShift 3's iptablesSyncPeriod, the kubelet's minute. */
const PERIODS: readonly (readonly [RegExp, ChainReturn])[] = [
  [/^DOCKER(?:-|_|$)/, NEVER_DOCKER],
  [/^KUBE-(?:HOSTPORTS$|HP-)|^CRIO-|^CNI-(?:HOSTPORT|DN)-/, NEVER_HOST_PORT],
  [/^OPENSHIFT-/, { kind: 'timed', seconds: 30, by: 'OpenShift' }],
  [/^KUBE-(?:FIREWALL|MARK-MASQ|MARK-DROP|POSTROUTING)$/, { kind: 'timed', seconds: 60, by: 'the kubelet' }],
  [/^KUBE-/, { kind: 'timed', seconds: 30, by: 'kube-proxy' }],
];

export function periodOf(chain: string): ChainReturn {
  return PERIODS.find(([shape]) => shape.test(chain))?.[1] ?? { kind: 'unknown' };
}

/** When the rules of an emptied chain come back: those of an administrator never do. */
export function periodOfContent(chain: string): ChainReturn {
  if (!/^(?:OPENSHIFT-ADMIN-OUTPUT-RULES|DOCKER-USER|CNI-ADMIN)$/.test(chain)) return periodOf(chain);
  return {
    kind: 'never',
    why: 'its rules are the administrator’s',
    fix: 'put them in with `iptables_chain`',
  };
}

/** Continues a sentence about something that is missing. */
export function sayPeriod(period: ChainReturn): string {
  switch (period.kind) {
    case 'timed':
      return `${period.by} puts it back within ${period.seconds} s`;
    case 'never':
      return `${period.why}, so waiting longer does not help: ${period.fix}`;
    case 'unknown':
      return 'when it comes back is not known';
  }
}
