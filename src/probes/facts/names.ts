import { FACT_GROUPS } from './groups.ts';

/** Every fact that has a name of its own, without `ansible_` before it. */
export const FACT_NAMES: ReadonlySet<string> = new Set(FACT_GROUPS.flatMap(({ names }) => names));

/** Stands for all of them where it is told which variables may get a value. */
const ANY_FACT = 'ansible_*';

/** The variables that gathering facts gives values to. */
export const GATHERED: readonly string[] = ['ansible_facts', ANY_FACT];

/** True for a variable that gets a value by gathering facts where these names get one. */
export function isGathered(name: string, told: { has(name: string): boolean }): boolean {
  return told.has(ANY_FACT) && isFact(name);
}

/** True for a variable that is a fact, and that is there whether or not anybody defines it. */
export function isFact(name: string): boolean {
  return name.startsWith('ansible_') && isFactName(bareName(name));
}

/** The same, or all of them together. */
export function isFactVariable(name: string): boolean {
  return name === 'ansible_facts' || isFact(name);
}

/** A network interface: it is a fact under its own name, `_` written for `-`, `.` and `:`. */
const INTERFACE =
  /^(?:lo|(?:eth|em|bond|br|docker|tun|tap|virbr|team|ib|vlan|wlan|cni|venet)_?\d\w*|(?:en|wl)[opsx]\w*\d\w*|p\dp\d\w*|br_\w+|veth\w+|flannel_\d|ovs_system)$/;

/** The name of a fact without `ansible_` before it. */
export function bareName(name: string): string {
  return name.replace(/^ansible_/, '');
}

/** True for a fact that we tell of hosts that have it. */
function isFactName(bare: string): boolean {
  return FACT_NAMES.has(bare) || INTERFACE.test(bare);
}
