import { readFileSync } from 'node:fs';
import type { Failure } from '../../model/run/failure.ts';

/** What of this machine decides whether namespaces can be had. */
export interface Machine {
  /** As Node names it: `linux`. */
  readonly platform: string;
  readonly isRoot: boolean;
  /** The content of a file below /proc/sys, trimmed; undefined: it is not there. */
  readonly setting: (path: string) => string | undefined;
}

export const thisMachine: Machine = {
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  setting(path) {
    try {
      return readFileSync(`/proc/sys/${path}`, 'utf8').trim();
    } catch {
      return undefined;
    }
  },
};

const settings = [
  {
    path: 'user/max_user_namespaces',
    forbids: '0',
    allow: 'user.max_user_namespaces=15000',
    bindsRoot: true,
  },
  {
    path: 'kernel/unprivileged_userns_clone',
    forbids: '0',
    allow: 'kernel.unprivileged_userns_clone=1',
    bindsRoot: false,
  },
  {
    path: 'kernel/apparmor_restrict_unprivileged_userns',
    forbids: '1',
    allow: 'kernel.apparmor_restrict_unprivileged_userns=0',
    bindsRoot: false,
  },
];

const otherHosts = 'use an inventory of your own hosts';

export function outOfReach(node: string, cause: string, hint: string): Failure {
  return { kind: 'unreachable', address: `sandbox node ${node}`, cause, hint };
}

/** Why a sandbox node cannot be powered on, and what to do. `said` is what the attempt wrote to standard error. */
export function refusalOf(node: string, said: string, machine: Machine): Failure {
  const refuse = (cause: string, hint: string): Failure => outOfReach(node, cause, hint);
  if (machine.platform !== 'linux') {
    return refuse(
      `sandbox nodes are made of Linux namespaces, and this is ${machine.platform}`,
      `run rulerun on a Linux machine, or ${otherHosts}`,
    );
  }
  const missing = /spawn (\S+) ENOENT|(?:^|\s)(\S+): not found/.exec(said);
  if (missing !== null) {
    return refuse(
      `this machine has no \`${missing[1] ?? missing[2]}\` command`,
      `install util-linux and iproute2 with the package manager, or ${otherHosts}`,
    );
  }
  const setting = settings.find(
    ({ path, forbids, bindsRoot }) => machine.setting(path) === forbids && (bindsRoot || !machine.isRoot),
  );
  if (setting !== undefined) return refuse(...forbiddenBy(setting));
  const first = said.trim().split('\n')[0] ?? '';
  if (first.includes('noexec')) return refuse(first, 'name a folder elsewhere with --state-dir');
  const cause = first === '' ? 'its first process ended at once' : first;
  if (/not permitted|denied|cannot mount|cannot bind/i.test(first)) {
    return refuse(
      `this machine does not allow the namespaces it needs (${cause})`,
      `in a container, start it with --privileged; elsewhere run rulerun as root, or ${otherHosts}`,
    );
  }
  return refuse(cause, `rulerun sandbox reset ${node} gives it a fresh disk`);
}

function forbiddenBy({ allow, bindsRoot }: (typeof settings)[number]): readonly [string, string] {
  const why = 'this machine does not allow user namespaces';
  return bindsRoot
    ? [why, `sudo sysctl -w ${allow}, or ${otherHosts}`]
    : [`${why} to ordinary users`, `sudo sysctl -w ${allow}, or run rulerun as root, or ${otherHosts}`];
}
