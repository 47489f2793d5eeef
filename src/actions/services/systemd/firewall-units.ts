/** Units that load or hold the host's firewall. */
const FIREWALLS: ReadonlySet<string> = new Set([
  'iptables.service',
  'ip6tables.service',
  'firewalld.service',
  'nftables.service',
  'ufw.service',
  'netfilter-persistent.service',
]);

/** Of the package iptables-services: they flush every table when they stop, whoever the rules belong to. */
export const FLUSHING: ReadonlySet<string> = new Set(['iptables.service', 'ip6tables.service']);

/** Units whose containers stop when they do. */
export const CONTAINER_UNITS: ReadonlySet<string> = new Set([
  'docker.service',
  'docker-latest.service',
  'container-engine.service',
  'crio.service',
  'containerd.service',
]);

/** What follows when a unit never starts again. */
export function withoutItAtBoot(unit: string): readonly string[] {
  if (!FIREWALLS.has(unit)) return [];
  return [
    `the rules in the kernel stay as they are until the next reboot; after it ${unit} loads none, and this host has no ` +
      'host firewall unless something else sets one up',
  ];
}

/** What follows for the firewall when a unit is started, stopped, restarted or reloaded. */
export function ruleLoss(unit: string, verb: 'start' | 'stop' | 'restart' | 'reload'): readonly string[] {
  if (!FLUSHING.has(unit)) return [];
  return [
    lossBy(unit, verb),
    'what runs now is kept: it comes back if this goes back before Docker has been restarted',
  ];
}

function lossBy(unit: string, verb: 'start' | 'stop' | 'restart' | 'reload'): string {
  if (verb === 'start' || verb === 'reload') {
    return `${unit} replaces the tables its file names: rules that Docker, OpenShift or Kubernetes keep there are lost`;
  }
  const after = verb === 'restart' ? ' before it loads its file' : '';
  return (
    `${unit} sets every policy to ACCEPT and flushes every table${after}: the rules of Docker, OpenShift and Kubernetes ` +
    'are lost, and Docker writes its own again only when it is restarted'
  );
}
