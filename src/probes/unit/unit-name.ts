const TYPES: ReadonlySet<string> = new Set([
  'service',
  'socket',
  'target',
  'timer',
  'mount',
  'automount',
  'swap',
  'path',
  'slice',
  'scope',
  'device',
]);

/** What a unit's name may be made of: no `/`, no pattern, no leading `-`. */
export const UNIT_NAME_PATTERN = '^[A-Za-z0-9:_.\\\\@][-A-Za-z0-9:_.\\\\@]*$';

/** With its suffix: `iptables` is `iptables.service`, as for systemctl. */
export function unitName(name: string): string {
  return TYPES.has(name.slice(name.lastIndexOf('.') + 1)) ? name : `${name}.service`;
}

/** True for `foo@.service`, which stands for many units and is none itself. */
export function isTemplateName(name: string): boolean {
  return /@\.[a-z]+$/.test(name);
}
