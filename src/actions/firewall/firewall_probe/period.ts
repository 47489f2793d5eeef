/** The first that fits counts. Periods: OpenShift 3's iptablesSyncPeriod, the kubelet's minute. */
const PERIODS: readonly (readonly [RegExp, string])[] = [
  [
    /^DOCKER(?:-|_|$)/,
    never('Docker makes it only when it starts', 'restart docker, which stops and starts the containers'),
  ],
  [
    /^KUBE-(?:HOSTPORTS$|HP-)|^CRIO-|^CNI-(?:HOSTPORT|DN)-/,
    never(
      'ports of pods on the host are only set up when a pod starts',
      'restart the pods with a hostPort, or drain the node',
    ),
  ],
  [/^OPENSHIFT-/, within(30, 'OpenShift')],
  [/^KUBE-(?:FIREWALL|MARK-MASQ|MARK-DROP|POSTROUTING)$/, within(60, 'the kubelet')],
  [/^KUBE-/, within(30, 'kube-proxy')],
];

const OF_ADMINISTRATOR = /^(?:OPENSHIFT-ADMIN-OUTPUT-RULES|DOCKER-USER|CNI-ADMIN)$/;

/** When a chain that was lost comes back, and by whom: continues a sentence about it. */
export function sayPeriod(chain: string): string {
  return PERIODS.find(([shape]) => shape.test(chain))?.[1] ?? 'when it comes back is not known';
}

/** The same of the rules of a chain that was emptied: those of an administrator never come back. */
export function sayPeriodOfContent(chain: string): string {
  return OF_ADMINISTRATOR.test(chain)
    ? never('its rules are the administrator’s', 'put them in with `iptables_chain`')
    : sayPeriod(chain);
}

/** At the next of its rounds. */
function within(seconds: number, by: string): string {
  return `${by} puts it back within ${seconds} s`;
}

function never(why: string, fix: string): string {
  return `${why}, so waiting longer does not help: ${fix}`;
}
