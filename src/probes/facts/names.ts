import { FACT_GROUPS } from './groups.ts';

/** Every fact that has a name of its own, without `ansible_` before it. */
export const FACT_NAMES: ReadonlySet<string> = new Set(FACT_GROUPS.flatMap(({ names }) => names));

/** A network interface: it is a fact under its own name, `_` written for `-`, `.` and `:`. */
const INTERFACE =
  /^(?:lo|(?:eth|em|bond|br|docker|tun|tap|virbr|team|ib|vlan|wlan|cni|venet)_?\d\w*|(?:en|wl)[opsx]\w*\d\w*|p\dp\d\w*|br_\w+|veth\w+|flannel_\d|ovs_system)$/;

/** The name of a fact without `ansible_` before it. */
export function bareName(name: string): string {
  return name.replace(/^ansible_/, '');
}

/** True for a fact that we tell of hosts that have it. */
export function isFactName(bare: string): boolean {
  return FACT_NAMES.has(bare) || INTERFACE.test(bare);
}
